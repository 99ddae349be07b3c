package dev.ghbilling.cli.command;

import dev.ghbilling.cli.output.Console;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Mixin;

/** A command that calls the API and prints the result. */
abstract class ApiCommand implements Runnable {
  final Console console;
  @Mixin final ApiOptions api;
  @Mixin final OutputOptions output;

  /** Creates a command for accounts of all kinds. */
  ApiCommand(Console console) {
    this(console, EnumSet.allOf(Account.class));
  }

  /** Creates a command for accounts of some kinds. */
  ApiCommand(Console console, Set<Account> accounts) {
    this(console, accounts, new OutputOptions(console));
  }

  /** Creates a command for accounts of some kinds, with its own options of the output. */
  ApiCommand(Console console, Set<Account> accounts, OutputOptions output) {
    this.console = console;
    this.api = new ApiOptions(console, accounts);
    this.output = output;
  }
}
