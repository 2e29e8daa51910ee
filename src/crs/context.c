/*
 * context.c - PROJ contexts: one per transform or question, so that threads never share one.
 */
#include "crs/private.h"

static void keep_message(void *user, int level, const char *message)
{
    crs_context *context = user;
    if (level != PJ_LOG_ERROR)
        return;
    g_strlcpy(context->message, message, sizeof context->message);
    g_strdelimit(context->message, "\n\r\t", ' ');
    g_strchomp(context->message);
}

crs_context *crs_context_new(void)
{
    crs_context *context = g_new0(crs_context, 1);
    context->proj = proj_context_create();
    if (!context->proj)
        g_error("PROJ: out of memory");
    proj_log_func(context->proj, context, keep_message);
    proj_context_set_enable_network(context->proj, 0);
    return context;
}

void crs_context_free(crs_context *context)
{
    if (!context)
        return;
    proj_context_destroy(context->proj);
    g_free(context);
}

#define STRINGIFY(x)                      #x
#define VERSION_TEXT(major, minor, patch) STRINGIFY(major) "." STRINGIFY(minor) "." STRINGIFY(patch)

const char *crs_version(void)
{
    return VERSION_TEXT(PROJ_VERSION_MAJOR, PROJ_VERSION_MINOR, PROJ_VERSION_PATCH);
}
