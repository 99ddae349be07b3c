package dev.ghbilling.cli;

import picocli.CommandLine.IVersionProvider;

/** Provides the version that the build wrote into the jar's manifest. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {"ghbilling " + (version == null ? "development" : version)};
  }
}
