package dev.ghbilling.benchmarks;

import dev.ghbilling.spec.Contract;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What operations in the contract cost in three sizes, until their client is compiled, and the
 * checks that are derived from them.
 */
final class ContractGrowthRow implements Row {
  @Override
  public String name() {
    return "growth-contract";
  }

  @Override
  public List<Measurement> measure(Bench bench) throws IOException, InterruptedException {
    Path tree = bench.sourceTree();
    Path copy = TreeCopy.of(tree, bench.work().resolve("tree"));
    int most = bench.plan().copies();
    List<Integer> copies = List.of(Math.max(1, most / 100), Math.max(2, most / 10), most);
    List<Integer> checks = new ArrayList<>();
    List<List<Double>> checkSeconds = new ArrayList<>();
    List<List<Double>> clientSeconds = new ArrayList<>();
    List<Integer> operations = new ArrayList<>();
    for (int times : copies) {
      CopiedContract contract =
          CopiedContract.write(bench.work().resolve("contract-" + times), times);
      operations.add(times * Contract.bundled().operations().size());
      bench.progress().accept("cost against size: checks, contract times " + times);
      Path report = bench.work().resolve("report-" + times);
      checkSeconds.add(List.of(suite(tree, contract, report)));
      checks.add(ConformanceRow.checks(report));
      bench.progress().accept("cost against size: operations, contract times " + times);
      clientSeconds.add(List.of(client(copy, contract)));
    }
    TreeCopy.delete(copy);
    return List.of(
        new Slope(checks).measurement("checks", checkSeconds),
        new Slope(operations).measurement("operations, to a compiled client", clientSeconds));
  }

  private static double suite(Path tree, CopiedContract contract, Path report)
      throws IOException, InterruptedException {
    try (ServerProcess server =
        ServerProcess.start(SandboxServer.class, "0", contract.json().toString())) {
      ProcessBuilder suite =
          new ProcessBuilder(
              ChildJvm.java().toString(),
              "-cp",
              contract.folder()
                  + File.pathSeparator
                  + tree.resolve("conformance-tests/suite/target/ghbilling-conformance.jar"),
              "dev.ghbilling.conformance.Main",
              "--base-url",
              server.baseUrl().toString(),
              "--enterprise",
              UsageCall.ENTERPRISE,
              "--report",
              report.toString());
      suite.environment().put("GITHUB_TOKEN", UsageCall.TOKEN);
      // The sandbox has no state for the copies, so that a check of them may fail.
      return Stopwatch.seconds(suite, Set.of(0, 1));
    }
  }

  private static double client(Path copy, CopiedContract contract)
      throws IOException, InterruptedException {
    // Within the copy, or the build doesn't see that its contract is another one.
    Path grown = copy.resolve("grown.json");
    Files.copy(contract.json(), grown, StandardCopyOption.REPLACE_EXISTING);
    ProcessBuilder maven =
        new ProcessBuilder(
            "mvn",
            "-B",
            "-q",
            "-Dcontract.bundle=" + copy.relativize(grown),
            "-Dmaven.test.skip=true",
            "-pl",
            "generated-client",
            "-am",
            "compile");
    maven.directory(copy.toFile());
    maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return Stopwatch.seconds(maven);
  }
}
