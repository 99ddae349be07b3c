package dev.ghbilling.pact;

/** What must be true at a provider before it is asked. */
final class States {
  static final String ENTERPRISE = "the enterprise exists";
  static final String COMMITTERS = "the enterprise has committers of Advanced Security";
  static final String COST_CENTER = "the enterprise has the cost center with a user";
  static final String USAGE = "the enterprise has usage on 2023-08-01";
  static final String EXPORT = "the enterprise has the completed export";

  private States() {}
}
