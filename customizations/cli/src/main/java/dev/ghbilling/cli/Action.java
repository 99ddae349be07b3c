package dev.ghbilling.cli;

import picocli.CommandLine.Model.CommandSpec;

/** What a command takes and does. */
interface Action extends Runnable {
  /** Tells picocli which options and parameters there are. */
  void addTo(CommandSpec command);
}
