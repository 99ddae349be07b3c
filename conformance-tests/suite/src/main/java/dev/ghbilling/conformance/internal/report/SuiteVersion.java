package dev.ghbilling.conformance.internal.report;

/** The version of this suite, which the manifest of its jar has. */
public final class SuiteVersion {
  private SuiteVersion() {}

  /** Returns the version; {@code development} outside a jar. */
  public static String current() {
    String version = SuiteVersion.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
