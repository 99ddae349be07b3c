package dev.ghbilling.ledger.page;

/** What usage is attributed to, in the tables of the largest amounts and changes. */
public enum Dimension {
  /** Products. */
  PRODUCT("Products", "product", "product"),
  /** Organizations. */
  ORGANIZATION("Organizations", "organization", "organization"),
  /** Repositories with their organization, since two organizations may have one of a name. */
  REPOSITORY("Repositories", "organization, repository", Sql.REPOSITORY),
  /** Users, which are read only when they are asked for. */
  USER("Users", "username", "username"),
  /** Workflows with their repository, since many repositories have a {@code ci.yml}. */
  WORKFLOW(
      "Workflows",
      "organization, repository, workflow_path",
      "CASE WHEN repository IS NULL THEN workflow_path ELSE "
          + Sql.REPOSITORY
          + " || ': ' || workflow_path END"),
  /** Cost centers. */
  COST_CENTER("Cost centers", "cost_center_name", "cost_center_name"),
  /** SKUs with their product. */
  SKU("SKUs", "product, sku", "concat_ws(': ', product, sku)");

  private final String title;
  private final String columns;
  private final String name;

  Dimension(String title, String columns, String name) {
    this.title = title;
    this.columns = columns;
    this.name = name;
  }

  /** Returns the heading for people. */
  public String title() {
    return title;
  }

  /** Returns the columns of the view that tell one from another. */
  String columns() {
    return columns;
  }

  /** Returns the expression over {@link #columns} that is the name, null if not attributed. */
  String nameExpression() {
    return name;
  }

  /** Expressions that several dimensions have. */
  private static final class Sql {
    /** The usage API names a repository with its organization, a report without. */
    static final String REPOSITORY =
        "CASE WHEN organization IS NULL OR contains(repository, '/') THEN repository"
            + " ELSE organization || '/' || repository END";
  }
}
