/*
 * render.c - the table of report formats.
 */
#include "report/render.h"

#include "base/text.h"

static const report_format *const formats[] = {
    &report_format_text, /* the default */
    &report_format_csv,
    &report_format_json,
    &report_format_markdown,
};

mlg_status report_find_format(const char *name, const report_format **ret, mlg_error *err)
{
    size_t i = 0;
    while (i < G_N_ELEMENTS(formats) && name != NULL &&
           g_ascii_strcasecmp(formats[i]->name, name) != 0)
        i++;
    if (i < G_N_ELEMENTS(formats)) {
        *ret = formats[i];
        return MLG_OK;
    }
    g_autoptr(GString) known = g_string_new(formats[0]->name);
    for (i = 1; i < G_N_ELEMENTS(formats); i++)
        g_string_append_printf(known, ", %s", formats[i]->name);
    return mlg_hint(err, mlg_fail(err, MLG_E_ARG, _("format '%s' is not known"), name),
                    _("formats are: %s"), known->str);
}

mlg_status report_send(const report_document *document, const mlg_report_style *style,
                       mlg_write_fn write, void *user, mlg_error *err)
{
    const report_format *format = NULL;
    MLG_TRY(report_find_format(style->format, &format, err));
    g_autoptr(GString) out = g_string_new(NULL);
    format->render(document, style, out);
    if (write(out->str, out->len, user) != 0)
        return mlg_fail(err, MLG_E_WRITE, "%s", _("the report cannot be written"));
    return MLG_OK;
}
