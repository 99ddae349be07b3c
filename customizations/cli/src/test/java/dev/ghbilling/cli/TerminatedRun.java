package dev.ghbilling.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ghbilling.testkit.ChildJvm;
import dev.ghbilling.testkit.ScriptedResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A command in a process that is asked to end, as by Ctrl-C, while it waits for a response. */
final class TerminatedRun {
  private final CompletableFuture<Process> started = new CompletableFuture<>();

  /** Returns the response that the process waits for. */
  ScriptedResponse response() {
    return (request, connection) -> {
      started.join().toHandle().destroy(); // Process.destroy would close its output.
      ScriptedResponse.SILENCE.send(request, connection);
    };
  }

  /** Runs the command until it has ended. */
  CliRun of(Map<String, String> environment, String... arguments) throws Exception {
    Path out = Files.createTempFile("out", ".txt");
    Process process =
        ChildJvm.of(GhbillingMain.class)
            .environment(environment)
            .process(arguments)
            .redirectOutput(out.toFile())
            .start();
    try {
      started.complete(process);
      String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
      return new CliRun(process.waitFor(), Files.readString(out), err);
    } finally {
      process.destroyForcibly();
      Files.delete(out);
    }
  }
}
