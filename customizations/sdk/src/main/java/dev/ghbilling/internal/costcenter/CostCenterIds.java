package dev.ghbilling.internal.costcenter;

import dev.ghbilling.client.api.CostCentersApi;
import dev.ghbilling.client.model.CostCenter;
import java.text.Normalizer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;

/**
 * Finds the cost center that a person means by its id or its name. In a query of usage, an unknown
 * one would look like one without usage. Ids are remembered, since GitHub lists deleted cost
 * centers as well; names aren't, since they change.
 */
public final class CostCenterIds {
  private final CostCentersApi api;
  private final String enterprise;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  /** Creates it for an enterprise. Sends nothing. */
  public CostCenterIds(CostCentersApi api, String enterprise) {
    this.api = api;
    this.enterprise = enterprise;
  }

  /** Lists all cost centers, each once. */
  public Collection<CostCenter> list() {
    Map<String, CostCenter> byId = new LinkedHashMap<>();
    for (CostCenter center : api.listCostCenters(enterprise).costCenters()) {
      byId.putIfAbsent(center.id(), center);
    }
    known.addAll(byId.keySet());
    return byId.values();
  }

  /**
   * Returns the id of a cost center.
   *
   * @param idOrName its id or, when none has that id, its name; of names that differ in case alone,
   *     the one that is written so
   * @throws IllegalArgumentException when there is no such cost center, or there are several
   */
  public String find(String idOrName) {
    if (known.contains(idOrName)) {
      return idOrName;
    }
    Collection<CostCenter> all = list();
    String wanted = normal(idOrName);
    List<BiPredicate<CostCenter, String>> rules =
        List.of(
            (center, text) -> center.id().equals(idOrName) || center.id().equalsIgnoreCase(text),
            (center, text) -> normal(center.name()).equals(text),
            (center, text) -> normal(center.name()).equalsIgnoreCase(text));
    for (BiPredicate<CostCenter, String> rule : rules) {
      List<CostCenter> found = all.stream().filter(center -> rule.test(center, wanted)).toList();
      if (found.size() == 1) {
        return found.get(0).id();
      }
      if (found.size() > 1) {
        throw new IllegalArgumentException(
            "there are %d cost centers of the name %s: give one of their ids, %s"
                .formatted(
                    found.size(),
                    idOrName,
                    String.join(", ", found.stream().map(CostCenter::id).toList())));
      }
    }
    throw new IllegalArgumentException(
        "there is no cost center %s among the %d of the enterprise: give the id or the name of one"
            .formatted(idOrName, all.size()));
  }

  /** Returns the text with its letters composed, as in {@code ö} of one character or of two. */
  private static String normal(String text) {
    return Normalizer.normalize(text.strip(), Normalizer.Form.NFC);
  }
}
