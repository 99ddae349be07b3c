package dev.ghbilling.benchmarks;

import dev.ghbilling.spec.Contract;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What operations in the contract cost in three sizes, until their client is compiled, and the
 * checks that are derived from them.
 */
final class ContractGrowthRow implements Row {
  /**
   * A build takes seconds before it comes to the contract, beside which those of ten operations are
   * not to be seen.
   */
  private static final int MORE_FOR_CLIENTS = 2;

  @Override
  public String name() {
    return "growth-contract";
  }

  @Override
  public List<Measurement> measure(Bench bench) throws IOException, InterruptedException {
    int most = bench.plan().copies();
    List<Integer> copies = List.of(Math.max(1, most / 100), Math.max(2, most / 10), most);
    return List.of(
        checks(bench, copies),
        client(bench, copies.stream().map(times -> times * MORE_FOR_CLIENTS).toList()));
  }

  private static Measurement checks(Bench bench, List<Integer> copies)
      throws IOException, InterruptedException {
    Path tree = bench.sourceTree();
    List<Integer> checks = new ArrayList<>();
    List<List<Double>> seconds = new ArrayList<>();
    for (int times : copies) {
      bench.progress().accept("cost against size: checks, contract times " + times);
      Path report = bench.work().resolve("report-" + times);
      seconds.add(List.of(suite(tree, contract(bench, times), report)));
      checks.add(ConformanceRow.checks(report));
    }
    return new Slope(checks).measurement("checks", seconds);
  }

  /** The two smaller sizes by turns, so that each build sees another contract than the last. */
  private static Measurement client(Bench bench, List<Integer> copies)
      throws IOException, InterruptedException {
    Path copy = TreeCopy.of(bench.sourceTree(), bench.work().resolve("tree"));
    GrownClient client = new GrownClient(copy);
    bench.progress().accept("cost against size: operations, a first build that doesn't count");
    client.build(contract(bench, 1));
    List<List<Double>> seconds = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int round = 1; round <= Math.min(2, bench.plan().rounds()); round++) {
      for (int size = 0; size < 2; size++) {
        seconds.get(size).add(build(bench, client, copies.get(size)));
      }
    }
    seconds.get(2).add(build(bench, client, copies.get(2)));
    TreeCopy.delete(copy);
    int operations = Contract.bundled().operations().size();
    return new Slope(copies.stream().map(times -> times * operations).toList())
        .measurement(
            "operations, to a compiled client",
            seconds.stream().map(builds -> List.of(Figure.of(builds).median())).toList());
  }

  private static double build(Bench bench, GrownClient client, int times)
      throws IOException, InterruptedException {
    bench.progress().accept("cost against size: operations, contract times " + times);
    return client.build(contract(bench, times));
  }

  private static CopiedContract contract(Bench bench, int times) throws IOException {
    return CopiedContract.write(bench.work().resolve("contract-" + times), times);
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
              "dev.ghbilling.conformance.ConformanceMain",
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
}
