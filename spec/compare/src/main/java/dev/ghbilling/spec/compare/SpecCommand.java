package dev.ghbilling.spec.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.text.StandardStreams;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** A command of {@code ghbilling spec}. */
abstract class SpecCommand implements Callable<Integer> {
  static final int YES = 0;
  static final int NO = 1;
  static final int COULD_NOT_RUN = 2;

  final StandardStreams streams;

  SpecCommand(StandardStreams streams) {
    this.streams = streams;
  }

  /** Prints a result in the form that was asked for. */
  void print(Format format, List<String> lines, ObjectNode json) throws JsonProcessingException {
    if (format == Format.JSON) {
      streams.json(ContractJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json));
    } else {
      streams.lines(lines);
    }
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
