/*
 * text.c - which gettext domain speaks for whom.
 */
#include "base/text.h"

const char *base_text_domain(mlg_text text)
{
    return text == MLG_TEXT_DATA ? BASE_DOMAIN_DATA : BASE_DOMAIN_MESSAGE;
}
