#!/bin/sh
# rooms.sh - each third-party library is seen and called in its own rooms only.
. "$(dirname "$0")/lib.sh"

code_of src include/maillage >"$work/code"

# only ROOMS HEADERS CALLS: regular expressions
only() {
    grep -vE "^src/($1)/" "$work/code" >"$work/elsewhere" || true
    grep -E ":#include *[<\"]($2)[>\"]" "$work/elsewhere" | fault "header allowed in $1 only" || true
    grep -E "(^|[^A-Za-z0-9_])($3)[A-Za-z0-9_]* *\(" "$work/elsewhere" | fault "call allowed in $1 only" || true
}
only geom 'geos_c\.h' 'GEOS|initGEOS|finishGEOS'
only crs '(proj|proj_experimental|geodesic)\.h' 'proj_|geod_'
only dataset '(gdal|ogr|cpl)[a-z_]*\.h' 'GDAL|OGR|OSR|CPL|CSL|VSI'
only store '(sqlite3|spatialite|spatialite/.*)\.h' 'sqlite3_|spatialite_|gaia[A-Z]'
only base 'zlib\.h' 'deflate|inflate|compress|uncompress|gz[a-z]+'
only output 'xlsxwriter\.h|xlsxwriter/.*' 'workbook_|worksheet_|lxw_'
only 'output|report|store' 'json\.h|json-c/.*' 'json_object_|json_tokener_'
verdict
