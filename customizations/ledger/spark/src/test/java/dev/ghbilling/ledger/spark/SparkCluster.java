package dev.ghbilling.ledger.spark;

import dev.ghbilling.testkit.ChildJvm;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.deploy.SparkSubmit;
import org.apache.spark.deploy.master.Master;
import org.apache.spark.deploy.worker.Worker;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * A standalone cluster on this machine: a master, three workers, and an executor of each for an
 * application, all of them processes.
 */
final class SparkCluster implements AutoCloseable {
  /** For JVMs that end before the optimizing compiler pays off. */
  static final String QUICK_START = "-XX:TieredStopAtLevel=1";

  private static final int WORKERS = 3;

  private final List<Process> processes = new ArrayList<>();
  private final Path home;
  private final Path job;
  private final String master;

  /**
   * Starts a cluster and waits until all workers have registered.
   *
   * @param folder for Spark's home, its logs and its workers' files
   * @param job the job's jar
   */
  SparkCluster(Path folder, Path job) throws Exception {
    this.job = job;
    this.home = Files.createDirectories(folder.resolve("home"));
    Path jars = Files.createDirectories(home.resolve("jars"));
    for (String entry : classPath()) {
      if (isOfSpark(entry)) {
        Path jar = Path.of(entry);
        Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
      }
    }
    try {
      master =
          start(
                  folder.resolve("master.log"),
                  Pattern.compile("(spark://127\\.0\\.0\\.1:\\d+)"),
                  Master.class,
                  "--host=127.0.0.1 --port=0 --webui-port=0")
              .get(1, TimeUnit.MINUTES);
      List<CompletableFuture<String>> registered = new ArrayList<>();
      for (int i = 0; i < WORKERS; i++) {
        registered.add(
            start(
                folder.resolve("worker%d.log".formatted(i)),
                Pattern.compile("(Successfully registered)"),
                Worker.class,
                "--host=127.0.0.1 --webui-port=0 --cores=2 --memory=2g --work-dir=%s %s"
                    .formatted(folder.resolve("worker" + i), master)));
      }
      for (CompletableFuture<String> worker : registered) {
        worker.get(1, TimeUnit.MINUTES);
      }
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  private static List<String> classPath() {
    return Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator));
  }

  /** The ledger, and what it needs, comes to the cluster with the job only. */
  private static boolean isOfSpark(String entry) {
    return entry.endsWith(".jar")
        && !entry.contains("ghbilling")
        && !entry.contains("jackson-dataformat-csv");
  }

  private CompletableFuture<String> start(
      Path log, Pattern until, Class<?> program, String arguments) throws IOException {
    Process process =
        jvm(program)
            .options("-Xmx256m")
            .process(arguments.replace("=", " ").split(" ", -1))
            .redirectErrorStream(true)
            .start();
    processes.add(process);
    CompletableFuture<String> found = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                  var out = Files.newBufferedWriter(log)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                  out.write(line + "\n");
                  out.flush();
                  Matcher matcher = until.matcher(line);
                  if (matcher.find()) {
                    found.complete(matcher.group(1));
                  }
                }
                found.completeExceptionally(new IOException("it ended, see " + log));
              } catch (IOException e) {
                found.completeExceptionally(e);
              }
            });
    reader.setDaemon(true);
    reader.start();
    return found;
  }

  private ChildJvm jvm(Class<?> program) {
    return ChildJvm.of(program)
        .classPath(SparkCluster::isOfSpark)
        .options(JavaModuleOptions.defaultModuleOptionArray())
        .options(QUICK_START)
        .environment(
            Map.of(
                "SPARK_HOME", home.toString(),
                "SPARK_LOCAL_IP", "127.0.0.1",
                "SPARK_SCALA_VERSION", "2.13"));
  }

  String master() {
    return master;
  }

  /** Returns the process that {@code spark-submit} would start. */
  ProcessBuilder submit(String... arguments) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--master",
                master,
                "--conf",
                "spark.driver.host=127.0.0.1",
                "--conf",
                "spark.executor.memory=512m",
                "--conf",
                "spark.executor.extraJavaOptions=" + QUICK_START,
                "--conf",
                "spark.executor.cores=1",
                "--conf",
                "spark.cores.max=2",
                "--conf",
                "spark.ui.enabled=false",
                "--class",
                LedgerJob.class.getName(),
                job.toString()));
    all.addAll(List.of(arguments));
    return jvm(SparkSubmit.class).options("-Xmx1g").process(all.toArray(String[]::new));
  }

  /** Returns the process of an executor that has a file open. */
  ProcessHandle executorReading(Path file) {
    return processes.stream()
        .flatMap(process -> process.toHandle().descendants())
        .filter(process -> hasOpen(process, file))
        .findFirst()
        .orElseThrow();
  }

  private static boolean hasOpen(ProcessHandle process, Path file) {
    try (Stream<Path> open = Files.list(Path.of("/proc/%d/fd".formatted(process.pid())))) {
      return open.anyMatch(
          descriptor -> {
            try {
              return Files.readSymbolicLink(descriptor).equals(file);
            } catch (IOException e) {
              return false; // It was closed just now.
            }
          });
    } catch (IOException | UncheckedIOException e) {
      return false; // The process has ended.
    }
  }

  @Override
  public void close() {
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
