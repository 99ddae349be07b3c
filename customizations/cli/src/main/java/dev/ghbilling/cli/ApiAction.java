package dev.ghbilling.cli;

import picocli.CommandLine.Model.CommandSpec;

/** What asks the API and prints what it answers. */
abstract class ApiAction implements Action {
  final Console console;
  final ApiOptions api;
  final OutputOptions output;

  ApiAction(Console console) {
    this.console = console;
    this.api = new ApiOptions(console);
    this.output = new OutputOptions(console);
  }

  @Override
  public void addTo(CommandSpec command) {
    api.addTo(command);
    output.addTo(command);
  }
}
