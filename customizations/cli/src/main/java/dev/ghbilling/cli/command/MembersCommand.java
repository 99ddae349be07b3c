package dev.ghbilling.cli.command;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.cli.input.WrongUsageException;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.costcenters.CostCenterPlan;
import dev.ghbilling.costcenters.CostCenters;
import dev.ghbilling.costcenters.Resource;
import dev.ghbilling.costcenters.ResourceType;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that adds the named resources to a cost center or removes them from it. */
abstract class MembersCommand extends PlanCommand {
  @Parameters(index = "0", paramLabel = "ID|NAME", description = "The cost center.")
  private String center;

  private final boolean adding;

  MembersCommand(Console console, boolean adding) {
    super(console);
    this.adding = adding;
  }

  abstract List<Resource> resources();

  @Override
  public void run() {
    List<Resource> resources = resources();
    if (resources.isEmpty()) {
      throw new WrongUsageException(
          "at least one resource is required: give --login, --organization, --repository or --team");
    }
    try (GitHubBilling billing = api.connect()) {
      CostCenters costCenters = billing.costCenters();
      String id = costCenters.findId(center);
      CostCenterPlan plan =
          adding ? costCenters.planAdding(id, resources) : costCenters.planRemoving(id, resources);
      ChangedResources planned = ChangedResources.planned(plan, adding ? "join" : "leave");
      apply(billing, plan, planned, true, plan.leaves().size());
    }
  }

  /** The resources of four types that a command names. */
  private static final class ResourceOptions {
    @Option(names = "--login", paramLabel = "LOGIN", description = "A user. May be repeated.")
    private @Nullable List<String> users;

    @Option(
        names = "--organization",
        paramLabel = "LOGIN",
        description = "An organization. May be repeated.")
    private @Nullable List<String> organizations;

    @Option(
        names = "--repository",
        paramLabel = "OWNER/NAME",
        description = "A repository. May be repeated.")
    private @Nullable List<String> repositories;

    @Option(
        names = "--team",
        paramLabel = "NAME",
        description = "A team of the enterprise. May be repeated.")
    private @Nullable List<String> teams;

    List<Resource> all() {
      return Stream.of(
              named(ResourceType.USER, users),
              named(ResourceType.ORGANIZATION, organizations),
              named(ResourceType.REPOSITORY, repositories),
              named(ResourceType.ENTERPRISE_TEAM, teams))
          .flatMap(resources -> resources)
          .toList();
    }

    private static Stream<Resource> named(ResourceType type, @Nullable List<String> names) {
      return names == null
          ? Stream.empty()
          : names.stream().map(name -> Resource.parse(type, name));
    }
  }

  /** Adds resources of any type. */
  @Command(
      name = "add",
      description = {
        "Charge the consumption of resources to a cost center from now on.",
        "A resource that is in another cost center is moved."
      })
  static final class Add extends MembersCommand {
    @Mixin private final ResourceOptions options = new ResourceOptions();

    Add(Console console) {
      super(console, true);
    }

    @Override
    List<Resource> resources() {
      return options.all();
    }
  }

  /** Removes resources of any type. */
  @Command(
      name = "remove",
      description = "Stop charging the consumption of resources to a cost center.")
  static final class Remove extends MembersCommand {
    @Mixin private final ResourceOptions options = new ResourceOptions();

    Remove(Console console) {
      super(console, false);
    }

    @Override
    List<Resource> resources() {
      return options.all();
    }
  }

  /** A command that names users without an option. */
  private abstract static class UsersCommand extends MembersCommand {
    @Parameters(
        index = "1..*",
        arity = "1..*",
        paramLabel = "LOGIN",
        description = "The logins of the users.")
    private List<String> logins;

    UsersCommand(Console console, boolean adding) {
      super(console, adding);
    }

    @Override
    final List<Resource> resources() {
      return logins.stream().map(Resource::user).toList();
    }
  }

  /** Adds users. */
  @Command(
      name = "add-users",
      description = {
        "Charge the consumption of users to a cost center from now on.",
        "A user who is in another cost center is moved."
      })
  static final class AddUsers extends UsersCommand {
    AddUsers(Console console) {
      super(console, true);
    }
  }

  /** Removes users. */
  @Command(
      name = "remove-users",
      description = "Stop charging the consumption of users to a cost center.")
  static final class RemoveUsers extends UsersCommand {
    RemoveUsers(Console console) {
      super(console, false);
    }
  }
}
