/*
 * style.c - style_file(): the steps that make a GeoPackage open styled, in one transaction.
 */
#include "style/model.h"

typedef mlg_status style_step(style_model *model, mlg_error *err);

/* A project holds the styles, so that it comes after them. */
static style_step *const steps[] = {
    style_write_fields,
    style_write_styles,
    style_write_metadata,
    style_write_project,
};

mlg_status style_file(const char *path, const style_options *options, mlg_error *err)
{
    g_autoptr(store) s = NULL;
    MLG_TRY(store_edit(path, &s, err));
    {
        g_auto(style_model) model = {0};
        MLG_TRY(style_model_load(s, options, &model, err));
        for (size_t i = 0; i < G_N_ELEMENTS(steps); i++)
            MLG_TRY(steps[i](&model, err));
    }
    return store_save(s, err);
}
