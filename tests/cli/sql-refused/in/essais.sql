INSERT INTO qpv (code_qp) VALUES ('QN')
WITH n AS (SELECT 1) DELETE FROM qpv
CREATE TEMP TABLE t (a)
VACUUM INTO 'copie.gpkg'
ATTACH 'autre.db' AS autre
PRAGMA journal_mode = WAL
BEGIN
SELECT load_extension('mod_spatialite')
SELECT eval('DROP TABLE qpv')
SELECT BlobToFile(geom, 'sortie.bin') FROM qpv
SELECT BlobFromFile('/etc/passwd')
SELECT ExportSHP('qpv', 'geom', 'sortie', 'UTF-8')
SELECT ExportDBF('qpv', 'sortie.dbf', 'UTF-8')
SELECT ExportGeoJSON2('qpv', 'geom', 'sortie.geojson')
SELECT ExportKML('qpv', 'geom', 'sortie.kml')
SELECT ExportDXF('.', 'sortie.dxf', 'qpv', 'geom', 'a', 'b', 'c', 'd', 'e')
SELECT ImportSHP('communes', 't', 'UTF-8')
SELECT XB_LoadXML('/etc/passwd')
CREATE VIRTUAL TABLE t USING VirtualText('population.csv', 'UTF-8', 1, SEMICOLON)
CREATE VIRTUAL TABLE t USING VirtualShape('communes', 'UTF-8', 2154)
SELECT * FROM sqlite_dbpage
SELECT readfile('/etc/passwd')
