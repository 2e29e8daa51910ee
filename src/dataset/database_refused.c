/*
 * database_refused.c - why no connection to a database was made, in the user's words: libpq gives
 * no code for it, so that it is known by what it says, in English or French.
 */
#include "base/address.h"
#include "base/text.h"
#include "dataset/database.h"

#include <string.h>

typedef struct refusal {
    const char *signs[6]; /* any of them */
    const char *message;  /* of the address and of the server's words */
    const char *hint;
} refusal;

static const refusal refusals[] = {
    {{"password authentication failed", "no password supplied", "authentification par mot de passe",
      "aucun mot de passe"},
     N_("%s: the server refuses user or password: %s"),
     N_("correct user= and password= in the address, or give the password in PGPASSWORD or in "
        "~/.pgpass")},
    {{"pg_hba.conf"},
     N_("%s: the server does not let this user in from here: %s"),
     N_("ask the administrator of the database to add the user to pg_hba.conf")},
    {{"database \"", "base de données «"},
     N_("%s: no such database: %s"),
     N_("correct dbname= in the address; `psql -l` lists the databases")},
    {{"role \"", "rôle «"}, N_("%s: no such user: %s"), N_("correct user= in the address")},
    {{"Connection refused", "Connexion refusée", "No such file or directory", "Aucun fichier",
      "could not translate host name", "n'a pas pu traduire"},
     N_("%s: no server answers: %s"),
     N_("correct host= and port= in the address, or see that PostgreSQL runs there")},
    {{"timeout expired", "delai", "délai", "starting up", "shutting down", "en cours de"},
     N_("%s: no server answers: %s"),
     N_("try again in a while, or see that PostgreSQL runs there")},
};

static bool matches(const refusal *r, const char *words)
{
    for (size_t i = 0; i < G_N_ELEMENTS(r->signs) && r->signs[i] != NULL; i++)
        if (strstr(words, r->signs[i]) != NULL)
            return true;
    return false;
}

mlg_status dataset_database_refused(const char *shown, const dataset_guard *guard, mlg_status code,
                                    mlg_error *err)
{
    static const char of_gdal[] = "PQconnectdb failed.";
    g_autofree char *hidden = mlg_hide_password(guard->message); /* it may quote the address */
    const char *words = g_str_has_prefix(hidden, of_gdal) ? hidden + strlen(of_gdal) : hidden;
    words += strspn(words, " ");
    if (words[0] == '\0')
        words = _("unknown reason");
    for (size_t i = 0; i < G_N_ELEMENTS(refusals); i++)
        if (matches(&refusals[i], words))
            return mlg_hint(err, mlg_fail(err, code, _(refusals[i].message), shown, words), "%s",
                            _(refusals[i].hint));
    return mlg_hint(err, mlg_fail(err, code, _("%s: cannot be opened: %s"), shown, words), "%s",
                    _("correct the address: PG:host=... port=... dbname=... user=..."));
}

static bool is_denied(const char *words)
{
    static const refusal denied = {.signs = {"permission denied", "droit refusé"}};
    return matches(&denied, words);
}

mlg_status dataset_database_unreadable(const char *shown, const char *layer,
                                       const dataset_guard *guard, mlg_error *err)
{
    g_autofree char *words = mlg_hide_password(dataset_guard_reason(guard, 0));
    mlg_status status =
        layer != NULL
            ? mlg_fail(err, MLG_E_IO, _("%s: layer %s: cannot be read: %s"), shown, layer, words)
            : mlg_fail(err, MLG_E_IO, _("%s: cannot be read: %s"), shown, words);
    if (is_denied(words))
        return mlg_hint(err, status,
                        _("ask the owner of the table for the right to read it (GRANT USAGE ON "
                          "SCHEMA, GRANT SELECT ON)"));
    return mlg_hint(err, status, _("see that the server answers, then run again"));
}
