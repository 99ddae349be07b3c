package dev.ghbilling.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = GhbillingMain.class.getPackage().getImplementationVersion();
    return new String[] {"ghbilling " + (version == null ? "development" : version)};
  }
}
