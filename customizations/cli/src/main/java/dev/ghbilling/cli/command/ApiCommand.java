package dev.ghbilling.cli.command;

import dev.ghbilling.cli.output.Console;
import picocli.CommandLine.Mixin;

/** A command that calls the API and prints the result. */
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
