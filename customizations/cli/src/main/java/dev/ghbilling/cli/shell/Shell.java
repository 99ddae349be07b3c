package dev.ghbilling.cli.shell;

import picocli.CommandLine.Model.CommandSpec;

/** A shell that completes commands, options and their values. */
public enum Shell {
  BASH("ghbilling.bash"),
  ZSH("_ghbilling"),
  FISH("ghbilling.fish");

  private final String file;

  Shell(String file) {
    this.file = file;
  }

  /** Returns the name that the shell expects of a file with the script. */
  public String file() {
    return file;
  }

  /** Returns a script that makes the shell complete a program. */
  public String completion(CommandSpec program) {
    return switch (this) {
      case BASH -> BashCompletion.of(program);
      case ZSH -> ZshCompletion.of(program);
      case FISH -> FishCompletion.of(program);
    };
  }
}
