package dev.ghbilling.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The measurements as JSON, for programs: the table without rounding. */
final class JsonFile {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private record Line(
      String what,
      String against,
      String ours,
      String theirs,
      double median,
      double least,
      double most,
      String unit,
      String target,
      String verdict,
      String note) {
    Line(Measurement of) {
      this(
          of.what(),
          of.against(),
          of.ours(),
          of.theirs(),
          of.figure().median(),
          of.figure().least(),
          of.figure().most(),
          of.unit(),
          of.target().toString(),
          of.verdict(),
          of.note());
    }
  }

  private record Document(Machine machine, double seconds, List<Line> measurements) {}

  private JsonFile() {}

  static void write(Path file, Machine machine, double seconds, List<Measurement> measurements)
      throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    MAPPER.writeValue(
        file.toFile(),
        new Document(machine, seconds, measurements.stream().map(Line::new).toList()));
  }
}
