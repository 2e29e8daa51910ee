/**
 * @file status.h
 * What every call of maillage reports: a status, an error, findings about the inputs, progress.
 *
 * Threads: all functions of the library may be called from any thread; one object is used by one
 * thread at a time unless its header says otherwise. The library never prints, exits, reads the
 * environment or changes the locale.
 */
#ifndef MAILLAGE_STATUS_H
#define MAILLAGE_STATUS_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define MLG_API        __attribute__((visibility("default")))
#define MLG_MUST_CHECK __attribute__((warn_unused_result))
#else
#define MLG_API
#define MLG_MUST_CHECK
#endif

/** Result of every call that can fail. MLG_OK is 0. */
typedef enum mlg_status {
    MLG_OK,
    MLG_E_ARG,       /**< the caller asked for something that does not exist */
    MLG_E_IO,        /**< an input is missing or unreadable */
    MLG_E_FORMAT,    /**< an input was read and is not what it should be */
    MLG_E_CRS,       /**< a coordinate reference system is absent, unknown or unusable */
    MLG_E_GEOMETRY,  /**< a geometry cannot be used, even repaired */
    MLG_E_NOT_FOUND, /**< a code, layer or column was looked for and is not there */
    MLG_E_CONFLICT,  /**< two inputs contradict each other, or an output exists */
    MLG_E_WRITE,     /**< an output cannot be written */
    MLG_E_CANCELLED, /**< the monitor asked to stop */
    MLG_E_INTERNAL   /**< our bug */
} mlg_status;

/**
 * An error, owned by the caller; every `err` argument may be NULL. On success it is untouched.
 * `message` is one line: file: layer: row, column: what is wrong. `hint` says what to do; may be
 * "".
 */
typedef struct mlg_error {
    mlg_status code;
    char message[1024];
    char hint[512];
} mlg_error;

/** How much a finding matters: a fact, something to look at, a row or unit that was not used. */
typedef enum mlg_severity { MLG_INFO, MLG_WARNING, MLG_REJECTED } mlg_severity;

/**
 * Something notable about an input that did not stop the run: a repaired geometry, an unknown code,
 * a rejected row. Texts may be NULL, `row` is 0 when there is none; all are borrowed for the call.
 */
typedef struct mlg_finding {
    const char *code;     /**< stable name, e.g. "unite-inconnue"; see mlg_finding_text() */
    const char *object;   /**< kind of thing: dispositif, perimetre, qpv, commune, epci, source */
    const char *id;       /**< which one: an id or a code */
    const char *file;     /**< as the user typed it, without |layername= */
    const char *layer;    /**< layer or sheet */
    long row;             /**< 1-based line of the file or sheet, header included */
    const char *column;   /**< column as the file spells it */
    const char *value;    /**< the value found */
    const char *proposed; /**< the value proposed instead */
    const char *detail;   /**< what else the message needs: a figure, a name, a library's text */
} mlg_finding;

/** Language of a text: the user's (messages) or that of the data products (tables, layers). */
typedef enum mlg_text { MLG_TEXT_MESSAGE, MLG_TEXT_DATA } mlg_text;

/** Severity of a finding code; MLG_WARNING for an unknown code. */
MLG_API mlg_severity mlg_finding_severity(const char *code);

/**
 * One sentence that tells the finding, without file and row. Allocated; free with mlg_free().
 * @param text the language of messages or of data products
 */
MLG_API char *mlg_finding_message(const mlg_finding *finding, mlg_text text);

/** What the user can do about the finding, or NULL when there is nothing to do. mlg_free(). */
MLG_API char *mlg_finding_remedy(const mlg_finding *finding, mlg_text text);

/** `file: layer: ligne N, column: message`, on one line. mlg_free(). */
MLG_API char *mlg_finding_line(const mlg_finding *finding, mlg_text text);

/** Frees what a function of the library says is freed with mlg_free(). NULL is allowed. */
MLG_API void mlg_free(void *memory);

/**
 * A copy of an address of a database, or of a message or command line that quotes one, in which ***
 * stands for passwords. mlg_free().
 */
MLG_API char *mlg_hide_password(const char *text);

/** A short English name for a status: "ok", "format"... Static. */
MLG_API const char *mlg_status_name(mlg_status status);

/**
 * Where the library reports while it works; every member may be NULL, so may a monitor.
 * Callbacks are called from the thread that called the library, one at a time.
 */
typedef struct mlg_monitor {
    void (*finding)(const mlg_finding *finding, void *user);
    /** `stage` is a short text in the user's language; `done` goes from 0 to 1. */
    void (*progress)(const char *stage, double done, void *user);
    /** Nonzero asks the library to stop with MLG_E_CANCELLED. May be called from any thread. */
    int (*cancelled)(void *user);
    void *user;
} mlg_monitor;

/**
 * A growing list of findings, with copies of their texts: give mlg_findings_add as a monitor's
 * `finding` (with the list as `user`), or call it from yours.
 */
typedef struct mlg_findings mlg_findings;

/** An empty list; mlg_findings_free(). */
MLG_API mlg_findings *mlg_findings_new(void);
MLG_API void mlg_findings_free(mlg_findings *findings);
MLG_API void mlg_findings_add(const mlg_finding *finding, void *findings);
/** Number of findings of a severity. */
MLG_API size_t mlg_findings_count(const mlg_findings *findings, mlg_severity severity);
/** Finding i in the order of arrival; borrowed; NULL after the last. */
MLG_API const mlg_finding *mlg_findings_get(const mlg_findings *findings, size_t i);

#ifdef __cplusplus
}
#endif
#endif
