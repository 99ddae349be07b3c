package dev.ghbilling.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long the command line takes from the shell's prompt to the next, beside a hello world. */
final class StartRow implements Row {
  private static final String HELLO = "hello";
  private static final String CURL = "curl";
  private static final String HELP = "./ghbilling --help";
  private static final String ACTIONS = "./ghbilling actions";
  private static final Target TARGET = Target.atMost(2.5);

  @Override
  public String name() {
    return "start";
  }

  @Override
  public List<Measurement> measure(Bench bench) throws IOException, InterruptedException {
    Launcher launcher = new Launcher(bench.sourceTree());
    Map<String, ProcessBuilder> programs = new LinkedHashMap<>();
    Map<String, List<Double>> seconds = new LinkedHashMap<>();
    try (ServerProcess server = ServerProcess.start(SandboxServer.class, "0")) {
      programs.put(
          HELLO,
          new ProcessBuilder(
              ChildJvm.java().toString(),
              "-Xshare:auto",
              "-cp",
              hello(bench.work()).toString(),
              Hello.class.getName()));
      programs.put(HELP, launcher.command("--help"));
      programs.put(ACTIONS, launcher.asking(server.baseUrl(), "actions"));
      programs.put(
          CURL,
          new ProcessBuilder(
              "curl",
              "--silent",
              "--fail",
              "--header",
              "Authorization: Bearer " + UsageCall.TOKEN,
              server.baseUrl()
                  + "/enterprises/"
                  + UsageCall.ENTERPRISE
                  + "/settings/billing/actions"));
      // Once before it counts: the launcher may have to build, and files come from the disk.
      for (int start = 0; start <= bench.plan().starts(); start++) {
        bench.progress().accept("starts, round " + start);
        for (Map.Entry<String, ProcessBuilder> program : programs.entrySet()) {
          double took = Stopwatch.seconds(program.getValue());
          if (start > 0) {
            seconds.computeIfAbsent(program.getKey(), unseen -> new ArrayList<>()).add(took);
          }
        }
      }
    }
    return List.of(beside(seconds, HELP), beside(seconds, ACTIONS).withNote(curl(seconds)));
  }

  private static String curl(Map<String, List<Double>> seconds) {
    return "curl takes " + median(seconds, CURL);
  }

  private static Measurement beside(Map<String, List<Double>> seconds, String program) {
    // Single starts are far apart on a busy machine: it's the medians that are compared.
    Figure ours = Figure.of(seconds.getOrDefault(program, List.of()));
    double theirs = Figure.of(seconds.getOrDefault(HELLO, List.of())).median();
    return Measurement.ratio(
        program + ", cold process",
        "java hello world",
        median(seconds, program),
        median(seconds, HELLO),
        new Figure(ours.median() / theirs, ours.least() / theirs, ours.most() / theirs),
        TARGET);
  }

  private static String median(Map<String, List<Double>> seconds, String program) {
    return Quantity.millis(Figure.of(seconds.getOrDefault(program, List.of())).median() * 1000);
  }

  /** A class path with nothing but the one class. */
  private static Path hello(Path work) throws IOException {
    Path folder = work.resolve("hello");
    String name = "/" + Hello.class.getName().replace('.', '/') + ".class";
    Path file = folder.resolve(name.substring(1));
    Files.createDirectories(file.getParent());
    try (InputStream in = Hello.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("there is no " + name);
      }
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return folder;
  }
}
