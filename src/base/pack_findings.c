/*
 * pack_findings.c - what was told while something was made, packed with it.
 */
#include "base/pack.h"

void base_pack_findings(base_packer *p, const mlg_findings *findings)
{
    const mlg_finding *finding = NULL;
    size_t n = 0;
    while (mlg_findings_get(findings, n) != NULL)
        n++;
    base_pack_i64(p, (int64_t)n);
    for (size_t i = 0; (finding = mlg_findings_get(findings, i)) != NULL; i++) {
        base_pack_text(p, finding->code);
        base_pack_text(p, finding->object);
        base_pack_text(p, finding->id);
        base_pack_text(p, finding->file);
        base_pack_text(p, finding->layer);
        base_pack_i64(p, finding->row);
        base_pack_text(p, finding->column);
        base_pack_text(p, finding->value);
        base_pack_text(p, finding->proposed);
        base_pack_text(p, finding->detail);
    }
}

mlg_findings *base_unpack_findings(base_unpacker *u)
{
    mlg_findings *findings = mlg_findings_new();
    for (size_t n = base_unpack_count(u, sizeof(uint32_t)); n > 0; n--) {
        mlg_finding finding = {.code = base_unpack_text(u)};
        finding.object = base_unpack_text(u);
        finding.id = base_unpack_text(u);
        finding.file = base_unpack_text(u);
        finding.layer = base_unpack_text(u);
        finding.row = (long)base_unpack_i64(u);
        finding.column = base_unpack_text(u);
        finding.value = base_unpack_text(u);
        finding.proposed = base_unpack_text(u);
        finding.detail = base_unpack_text(u);
        if (finding.code == NULL)
            u->damaged = true;
        else
            mlg_findings_add(&finding, findings);
    }
    return findings;
}
