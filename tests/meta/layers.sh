#!/bin/sh
# layers.sh - every #include goes down the table of src/LAYERS. A public header <maillage/NAME.h>
# belongs to the room NAME, or to the one that the table names.
. "$(dirname "$0")/lib.sh"

code_of src include/maillage >"$work/code"
awk -F: '
    function room_of(header) { return header in owner ? owner[header] : header }
    FILENAME == ARGV[1] {
        if ($0 ~ /^</) { name = $1; gsub(/^<|\.h>$/, "", name); sub(/^ */, "", $2); owner[name] = $2 }
        else if ($0 !~ /^#/ && NF > 1) { known[$1] = 1; n = split($2, r, " "); for (i = 1; i <= n; i++) may[$1, r[i]] = 1 }
        next
    }
    $3 !~ /^#include/ { next }
    {
        split($1, path, "/")
        name = $3
        sub(/^#include *[<"]/, "", name)
        sub(/[>"].*/, "", name)
        public = path[1] == "include"
        if (public) { room = path[3]; sub(/\.h$/, "", room) } else room = path[2]
        if (room == "maillage") next                     # the umbrella includes them all
        if (public) room = room_of(room)
        if (name ~ /^maillage\//) { target = substr(name, 10); header = 1 }
        else if (public && name !~ /\// && $3 ~ /"/) { target = name; header = 1 }
        else { target = name; header = 0 }
        if (header) {
            sub(/\.h$/, "", target)
            if (may[room, "public"]) next
            target = room_of(target)
        } else if (target ~ /\//) sub(/\/.*/, "", target)
        else if ($3 ~ /"/ && target != "embedded_" room ".h") { print $1 ":" $2 ": \"" name "\" has no room in its path"; next }
        else next
        if (!known[target] && !header) next               # a system header in a folder
        if (target != room && !may[room, target]) print $1 ":" $2 ": " room " includes " name
    }' src/LAYERS "$work/code" | fault "src/LAYERS forbids"
verdict
