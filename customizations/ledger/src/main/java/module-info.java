/** The history of a GitHub bill, kept in Parquet files and queried by DuckDB. */
// DuckDB's driver has no descriptor.
@SuppressWarnings("requires-automatic")
module dev.ghbilling.ledger {
  requires transitive dev.ghbilling;
  requires transitive java.sql;
  requires static transitive org.jspecify;
  requires com.fasterxml.jackson.databind;
  requires com.fasterxml.jackson.dataformat.csv;
  requires duckdb.jdbc;

  exports dev.ghbilling.ledger;
  exports dev.ghbilling.ledger.store;
}
