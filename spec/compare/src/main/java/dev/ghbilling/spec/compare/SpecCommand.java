package dev.ghbilling.spec.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.ContractJson;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command of {@code ghbilling spec}. */
abstract class SpecCommand implements Callable<Integer> {
  static final int YES = 0;
  static final int NO = 1;
  static final int COULD_NOT_RUN = 2;

  @Spec private @Nullable CommandSpec spec;

  /** Prints a document, or a text that ends with a line break. */
  void print(Format format, String text, ObjectNode json) throws JsonProcessingException {
    print(
        format == Format.JSON
            ? ContractJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json)
                + System.lineSeparator()
            : text);
  }

  void print(String text) {
    spec().commandLine().getOut().print(text);
    spec().commandLine().getOut().flush();
  }

  /** Prints on standard error why the answer is no. */
  void refuse(String reason) {
    spec().commandLine().getErr().println(spec().qualifiedName() + ": " + reason);
    spec().commandLine().getErr().flush();
  }

  private CommandSpec spec() {
    if (spec == null) {
      throw new IllegalStateException("only picocli can run a command");
    }
    return spec;
  }

  /** The form of the output. */
  enum Format {
    TABLE,
    JSON
  }

  /** The option for the form of the output. */
  static final class FormatOption {
    @Option(
        names = "--format",
        paramLabel = "table|json",
        defaultValue = "table",
        description = "table for people (the default), json for programs.")
    Format format = Format.TABLE;
  }
}
