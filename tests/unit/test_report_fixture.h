/*
 * test_report_fixture.h - a small result made by hand, so that every figure of a report can be
 * counted on fingers; and reports of it as texts. In English: no catalogue is bound.
 *
 *     région 84 (dep 69, 84), région 93 (dep 84): the code 84 is two things
 *     CLS: Q1 wholly, Q2 in part (93002 lacks it), Q3 not; Q4 to be specified; Q5 not surveyed
 *     ASV: Q1 not, Q2 wholly, Q3 not, Q4 not, Q5 not; Q9 lies outside
 */
#ifndef TEST_REPORT_FIXTURE_H
#define TEST_REPORT_FIXTURE_H

#include "support/cmocka.h"
#include "support/tempdir.h"

#include <maillage/report.h>

#include <glib.h>
#include <sqlite3.h>

typedef struct fixture {
    char *folder, *path;
    GString *text;
    mlg_error err;
    size_t n_gaps;
} fixture;

#define PER_TYPE(t) ", couverture_" t " TEXT, pop_" t " REAL, ids_" t " TEXT"
#define ZONE_TYPE(t)                                                                               \
    PER_TYPE(t) ", nb_qpv_" t " INTEGER, pop_qpv_" t " REAL, couverture_qpv_" t " TEXT"
#define ZONES "nb_qpv INTEGER, pop REAL, pop_qpv REAL" ZONE_TYPE("cls") ZONE_TYPE("asv")

static const char *const fixture_sql[] = {
    "CREATE TABLE gpkg_contents (table_name TEXT)",
    "CREATE TABLE parametre (cle TEXT, valeur TEXT)",
    "INSERT INTO parametre VALUES ('date', '2026-06-30'), ('types', 'CLS,ASV'),"
    " ('types_combinaison', 'CLS,ASV'), ('zone', 'com:69001')",
    "CREATE TABLE qpv (code_qp TEXT, lib_qp TEXT, insee_com TEXT, lib_com TEXT, siren_epci TEXT,"
    " lib_epci TEXT, insee_dep TEXT, insee_reg TEXT, pop REAL" PER_TYPE("cls") PER_TYPE("asv") ")",
    "INSERT INTO qpv VALUES"
    " ('Q1','Les Hauts','69001','Alpha','200000001','CA Un','69','84',100,"
    "  'total',100,'C1','aucun',0,NULL),"
    " ('Q2','Le Bas','69001','Alpha','200000001','CA Un','69','84',300,"
    "  'partiel',200,'C1','total',300,'A1'),"
    " ('Q3','La Plaine','84001','Gamma',NULL,NULL,'84','93',1000,"
    "  'aucun',0,NULL,'aucun',0,NULL),"
    " ('Q4','Le Port','84001','Gamma',NULL,NULL,'84','93',50,"
    "  'inconnu',NULL,NULL,'aucun',0,NULL),"
    " ('Q5','Le Pré','69002','Beta','200000001','CA Un','69','84',NULL,"
    "  'non_recense',NULL,NULL,'aucun',NULL,NULL),"
    " ('Q9','Ailleurs',NULL,NULL,NULL,NULL,'978','',70,"
    "  'hors_territoire',NULL,NULL,'hors_territoire',NULL,NULL)",
    "CREATE TABLE lacune (type TEXT, code_qp TEXT, insee_com TEXT, lib_qp TEXT, siren_epci TEXT,"
    " insee_dep TEXT, aire_ha REAL, pop REAL, motif TEXT)",
    "INSERT INTO lacune VALUES"
    " ('CLS','Q2','69002','Le Bas','200000001','69',1,100,'partiel'),"
    " ('CLS','Q3','84001','La Plaine',NULL,'84',1,1000,'aucun'),"
    " ('CLS','Q4','84001','Le Port',NULL,'84',1,50,'inconnu'),"
    " ('CLS','Q5','69002','Le Pré','200000001','69',1,NULL,'non_recense'),"
    " ('ASV','Q1','69001','Les Hauts','200000001','69',1,100,'aucun'),"
    " ('ASV','Q3','84001','La Plaine',NULL,'84',1,1000,'aucun'),"
    " ('ASV','Q4','84001','Le Port',NULL,'84',1,50,'aucun'),"
    " ('ASV','Q5','69002','Le Pré','200000001','69',1,NULL,'aucun')",
    "CREATE TABLE commune (insee_com TEXT, lib_com TEXT, siren_epci TEXT, lib_epci TEXT,"
    " insee_dep TEXT, insee_reg TEXT, " ZONES ")",
    "INSERT INTO commune VALUES"
    " ('69001','Alpha','200000001','CA Un','69','84',2,1000,300,"
    "  'total',1000,'C1',2,300,'tous','partiel',200,'A1',1,200,'certains'),"
    " ('69002','Beta','200000001','CA Un','69','84',2,2000,100,"
    "  'aucun',0,NULL,0,0,'aucun','partiel',100,'A1',1,100,'certains'),"
    " ('84001','Gamma',NULL,NULL,'84','93',2,7000,1050,"
    "  'aucun',0,NULL,0,0,'aucun','aucun',0,NULL,0,0,'aucun')",
    "CREATE TABLE epci (siren_epci TEXT, lib_epci TEXT, " ZONES ")",
    "INSERT INTO epci VALUES ('200000001','CA Un',3,3000,400,"
    "  'partiel',1000,'C1',2,300,'certains','partiel',300,'A1',1,300,'certains')",
    "CREATE TABLE departement (insee_dep TEXT, lib_dep TEXT, " ZONES ")",
    "INSERT INTO departement VALUES"
    " ('69','Rhône',3,3000,400,'partiel',1000,'C1',2,300,'certains','partiel',300,'A1',1,300,"
    "  'certains'),"
    " ('84','Vaucluse',2,7000,1050,'aucun',0,NULL,0,0,'aucun','non_recense',NULL,NULL,0,0,'aucun')",
    "CREATE TABLE region (insee_reg TEXT, lib_reg TEXT, " ZONES ")",
    "INSERT INTO region VALUES"
    " ('84','Auvergne-Rhône-Alpes',3,3000,400,'partiel',1000,'C1',2,300,'certains','partiel',300,"
    "  'A1',1,300,'certains'),"
    " ('93','PACA',2,7000,1050,'aucun',0,NULL,0,0,'aucun','aucun',0,NULL,0,0,'aucun')",
    "CREATE TABLE contrat_ville (id_dispositif TEXT, nom TEXT, " ZONES ")",
    "INSERT INTO contrat_ville VALUES ('CDV1','Contrat Un',2,3000,400,"
    "  'partiel',1000,'C1',2,300,'certains','partiel',300,'A1',1,300,'certains')",
    "CREATE TABLE qpv_dispositif (code_qp TEXT, id_dispositif TEXT, type TEXT, part_aire REAL,"
    " part_pop REAL, pop REAL)",
    "INSERT INTO qpv_dispositif VALUES ('Q1','CDV1','CDV',1,1,100), ('Q2','CDV1','CDV',1,1,300),"
    " ('Q3','CDV1','CDV',0.005,0,0)",
    "CREATE TABLE dispositif (fid INTEGER, geom BLOB, id_dispositif TEXT, type TEXT, nom TEXT,"
    " statut TEXT, succede_a TEXT, absorbe_par TEXT, date_signature TEXT, date_debut TEXT,"
    " date_fin TEXT, porteur_type TEXT, porteur_nom TEXT, coordination TEXT,"
    " volet_sante_cdv TEXT, en_vigueur TEXT,"
    " nb_qpv INTEGER, pop REAL, pop_qpv REAL, aire_ha REAL)",
    "INSERT INTO dispositif (id_dispositif, type, nom, statut, date_fin, porteur_type, porteur_nom,"
    " en_vigueur, nb_qpv, pop, pop_qpv, aire_ha) VALUES"
    " ('C1','CLS','CLS Un','ACTIF','2026-12-31','EPCI','CA Un','oui',2,1000,300,90),"
    " ('C2','CLS','CLS Deux','ACTIF','2027-06-30','COMMUNE','Gamma','oui',0,5000,0,50),"
    " ('C3','CLS','CLS Trois','ECHU','2020-12-31','EPCI',NULL,'non',0,10,0,1),"
    " ('C4','CLS','CLS Quatre','ACTIF',NULL,NULL,NULL,'oui',0,0,0,0),"
    " ('C5','CLS','CLS Cinq','INCONNU',NULL,NULL,NULL,'non',NULL,NULL,NULL,NULL),"
    " ('A1','ASV','ASV Un','EN_RENOUVELLEMENT','2026-07-01','COMMUNE','Alpha','oui',1,300,300,5),"
    " ('A2','ASV','ASV Deux','EN_PROJET',NULL,'COMMUNE','Alpha','projet',1,100,100,1)",
    "UPDATE dispositif SET succede_a = 'A1' WHERE id_dispositif = 'A2'",
    "UPDATE dispositif SET absorbe_par = 'C4' WHERE id_dispositif = 'A1'",
    "UPDATE dispositif SET succede_a = 'C1' WHERE id_dispositif IN ('C1', 'C5')",
    "CREATE TABLE indicateur (echelon TEXT, code TEXT, lib TEXT, indicateur TEXT, type TEXT,"
    " numerateur REAL, denominateur REAL, non_renseigne REAL, valeur REAL, valeur_min REAL,"
    " valeur_max REAL, unite TEXT, phrase TEXT, definition TEXT)",
    "INSERT INTO indicateur VALUES"
    " ('national','','le tout','contrats_en_vigueur','CLS',3,4,1,3,NULL,NULL,'nombre','p1','d1'),"
    " ('national','','le tout','contrats_avec_qpv','CLS',1,2,1,0.5,NULL,NULL,'part','p2','d2'),"
    " ('national','','le tout','qpv_couverts','CLS',2,3,2,0.66667,NULL,NULL,'part','p3','d3'),"
    " ('national','','le tout','qpv_intersectes','CLS',3,3,2,1,NULL,NULL,'part','p','d'),"
    " ('national','','le tout','pop_qpv_couverte','CLS',300,1400,50,0.21429,0.1,0.3,'part','p4',"
    "  'd4'),"
    " ('national','','le tout','etp_moyen','CLS',3,2,1,1.5,1,2,'etp','p','d'),"
    " ('national','','le tout','pop_couverte_par_departement','CLS',2,2,0,0.5,0.25,0.75,'part',"
    "  'p','d'),"
    " ('national','','le tout','contrats_en_vigueur_par_departement','CLS',2,2,0,1.5,0,3,'nombre',"
    "  'p','d'),"
    " ('national','','le tout','contrats_avec_qpv','ASV',1,1,0,1,NULL,NULL,'part','p5','d5'),"
    " ('national','','le tout','qpv_couverts','ASV',1,5,0,0.2,NULL,NULL,'part','p6','d6'),"
    " ('national','','le tout','pop_qpv_couverte','ASV',300,1450,0,0.2069,NULL,NULL,'part','p7',"
    "  'd7'),"
    " ('region','84','ARA','contrats_en_vigueur','CLS',1,1,0,1,NULL,NULL,'nombre','p','d'),"
    " ('region','93','PACA','contrats_en_vigueur','CLS',2,3,0,2,NULL,NULL,'nombre','p','d'),"
    " ('departement','69','Rhône','contrats_en_vigueur','CLS',1,2,0,1,NULL,NULL,'nombre','p','d'),"
    " ('departement','69','Rhône','contrats_avec_qpv','CLS',1,1,0,1,NULL,NULL,'part','p','d'),"
    " ('departement','69','Rhône','qpv_couverts','CLS',2,3,0,0.66667,NULL,NULL,'part','p','d'),"
    " ('departement','69','Rhône','contrats_en_vigueur','ASV',1,1,0,1,NULL,NULL,'nombre','p','d'),"
    " ('departement','84','Vaucluse','contrats_en_vigueur','CLS',0,0,0,0,NULL,NULL,'nombre','p',"
    "  'd'),"
    " ('departement','84','Vaucluse','qpv_couverts','CLS',0,1,1,0,NULL,NULL,'part','p','d'),"
    " ('contrat_ville','CDV1','Contrat Un','qpv_nombre','',2,2,0,2,NULL,NULL,'nombre','p','d'),"
    " ('contrat_ville','CDV1','Contrat Un','contrats_en_vigueur','CLS',1,1,0,1,NULL,NULL,'nombre',"
    "  'p','d'),"
    " ('contrat_ville','CDV1','Contrat Un','qpv_couverts','CLS',2,2,0,1,NULL,NULL,'part','p','d'),"
    " ('contrat_ville','CDV1','Contrat Un','pop_qpv_couverte','CLS',300,400,0,0.75,NULL,NULL,"
    "  'part','p','d')",
};

static inline int fixture_setup(void **state)
{
    fixture *f = g_new0(fixture, 1);
    void *folder = NULL;
    if (support_tempdir_setup(&folder) != 0)
        return -1;
    f->folder = folder;
    f->path = support_path(folder, "r.gpkg");
    f->text = g_string_new(NULL);
    sqlite3 *db = NULL;
    int code = sqlite3_open(f->path, &db);
    for (size_t i = 0; i < G_N_ELEMENTS(fixture_sql) && code == SQLITE_OK; i++)
        code = sqlite3_exec(db, fixture_sql[i], NULL, NULL, NULL);
    if (code != SQLITE_OK)
        print_error("%s\n", sqlite3_errmsg(db));
    (void)sqlite3_close(db);
    *state = f;
    return code == SQLITE_OK ? 0 : -1;
}

static inline int fixture_teardown(void **state)
{
    fixture *f = *state;
    void *folder = f->folder;
    g_string_free(f->text, TRUE);
    g_free(f->path);
    g_free(f);
    return support_tempdir_teardown(&folder);
}

static inline int fixture_append(const char *bytes, size_t size, void *user)
{
    g_string_append_len(user, bytes, (gssize)size);
    return 0;
}

/** A report of gaps as CSV with points, or in the style's format when it has one. */
static inline const char *gaps_text(fixture *f, mlg_gaps_options options)
{
    g_string_truncate(f->text, 0);
    if (options.style.format == NULL)
        options.style = (mlg_report_style){.format = "csv", .flags = MLG_CSV_POINT};
    assert_ok(mlg_report_gaps(f->path, &options, fixture_append, f->text, &f->n_gaps, &f->err),
              &f->err);
    return f->text->str;
}

static inline const char *summary_text(fixture *f, mlg_summary_options options)
{
    g_string_truncate(f->text, 0);
    if (options.style.format == NULL)
        options.style = (mlg_report_style){.format = "csv", .flags = MLG_CSV_POINT};
    assert_ok(mlg_report_summary(f->path, &options, fixture_append, f->text, &f->err), &f->err);
    return f->text->str;
}

#define REPORT_TEST(name) cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

#endif
