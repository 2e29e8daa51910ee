# code.awk - prints FILE:LINE:code of C files without comments and without the inside of literals, so
# that the checks see what the compiler sees. A line with "banned-ok: reason" is left out.
FNR == 1 { comment = 0 }
{
    line = $0
    out = ""
    skip = index(line, "banned-ok:") > 0
    while (line != "") {
        if (comment) {
            end = index(line, "*/")
            if (end == 0) { line = ""; break }
            line = substr(line, end + 2)
            comment = 0
            out = out " "
        } else if (match(line, /^[^"'\/]+/)) {
            out = out substr(line, 1, RLENGTH)
            line = substr(line, RLENGTH + 1)
        } else if (substr(line, 1, 2) == "/*") {
            line = substr(line, 3)
            comment = 1
        } else if (substr(line, 1, 2) == "//") {
            line = ""
        } else if (match(line, /^"(\\.|[^"\\])*"/) || match(line, /^'(\\.|[^'\\])*'/)) {
            quote = substr(line, 1, 1)
            # the name of an include is code
            out = out (out ~ /^#include *$/ ? substr(line, 1, RLENGTH) : quote quote)
            line = substr(line, RLENGTH + 1)
        } else {
            out = out substr(line, 1, 1)
            line = substr(line, 2)
        }
    }
    if (!skip && out !~ /^[ \t]*$/) print FILENAME ":" FNR ":" out
}
