package dev.ghbilling.cli;

import picocli.CommandLine.Mixin;

/** What asks the API and prints what it answers. */
abstract class ApiCommand implements Runnable {
  final Console console;
  @Mixin final ApiOptions api;
  @Mixin final OutputOptions output;

  ApiCommand(Console console) {
    this.console = console;
    this.api = new ApiOptions(console);
    this.output = new OutputOptions(console);
  }
}
