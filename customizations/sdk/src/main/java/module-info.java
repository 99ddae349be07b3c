/** GitHub's billing API for Java applications. */
// Okio and Micrometer have no descriptors yet, and the ledger is built after this module.
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic", "module"})
module dev.ghbilling {
  requires transitive dev.ghbilling.client;
  requires transitive feign.core;
  requires static transitive org.jspecify;
  requires com.fasterxml.jackson.databind;
  requires com.fasterxml.jackson.dataformat.csv;
  requires okhttp3;
  requires okio;
  requires org.slf4j;
  requires static transitive micrometer.observation;

  exports dev.ghbilling;
  exports dev.ghbilling.advancedsecurity;
  exports dev.ghbilling.app;
  exports dev.ghbilling.budgets;
  exports dev.ghbilling.call;
  exports dev.ghbilling.costcenters;
  exports dev.ghbilling.error;
  exports dev.ghbilling.exports;
  exports dev.ghbilling.micrometer;
  exports dev.ghbilling.paging;
  exports dev.ghbilling.usage;
  exports dev.ghbilling.internal.text to
      dev.ghbilling.ledger;

  // Feign reads the endpoint for installation tokens, and Jackson its response.
  opens dev.ghbilling.app to
      com.fasterxml.jackson.databind,
      feign.core;
}
