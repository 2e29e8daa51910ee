#!/bin/sh
# banned.sh - calls that are unsafe, depend on the locale or belong to the program, not the library;
# owning locals without initialiser; unfinished work. "banned-ok: reason" on the line excepts it.
. "$(dirname "$0")/lib.sh"

code_of src >"$work/code"
grep -vE '^src/(term|cli)/' "$work/code" >"$work/library" || true

# ban FILE WHY NAMES: calls
ban() {
    grep -E "(^|[^A-Za-z0-9_>.])($3) *\(" "$work/$1" | fault "$2" || true
}
ban code "no bound on the buffer; g_strlcpy, g_snprintf, GString" \
    'strcpy|strcat|sprintf|vsprintf|gets|stpcpy|strncpy|strncat|scanf|sscanf|fscanf'
ban code "keeps state between calls; strsep-like loops, GLib, *_r" \
    'strtok|localtime|gmtime|asctime|ctime|strerror|rand|srand|tmpnam|mktemp|getpwuid'
ban code "says nothing of what is no number; g_ascii_string_to_signed, g_ascii_strtoll" \
    'atoi|atol|atoll'
ban code "depends on the locale; g_ascii_strtod, g_ascii_isdigit" \
    'atof|strtod|strtof|isalpha|isdigit|isspace|isupper|islower|isalnum|toupper|tolower|strcasecmp|strncasecmp|strcoll|g_utf8_collate'
ban code "runs a shell" 'system|popen'
ban library "the library does not print; return an error or a finding" \
    'printf|vprintf|puts|putchar|perror|g_print|g_printerr|g_message|g_warning|g_critical|g_debug|g_info'
ban library "the library does not end the program" 'exit|_exit|_Exit|abort|quick_exit'
ban library "the library does not read the environment or change the process" \
    'getenv|setenv|putenv|unsetenv|g_getenv|g_setenv|setlocale|bindtextdomain|textdomain|signal|sigaction|chdir|umask'
grep -E '(^|[^A-Za-z0-9_])(stdout|stderr)([^A-Za-z0-9_]|$)' "$work/library" |
    fault "the library has no terminal" || true
grep -E 'g_auto(free|ptr *\([a-z_A-Z]+\)|\([a-zA-Z_]+\)) [^=]*;' "$work/code" |
    fault "an owning local is initialised where it is declared" || true
grep -nE '(TODO|FIXME|HACK)([^A-Za-z]|$)' $(c_files src include tests) |
    fault "unfinished work" || true
verdict
