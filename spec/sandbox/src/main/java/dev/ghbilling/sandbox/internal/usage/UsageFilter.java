package dev.ghbilling.sandbox.internal.usage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.sandbox.internal.api.ValidRequest;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.Selects;
import dev.ghbilling.spec.Selects.Part;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A filter of usage rows, by what the parameters of a request select.
 *
 * @param date the parts of the date that rows must have
 * @param costCenter which cost centers rows may be charged to, if any
 * @param conditions what must hold for a row besides
 */
public record UsageFilter(
    Map<Part, Integer> date,
    Predicate<Optional<String>> costCenter,
    List<Predicate<UsageRow>> conditions) {
  /** Returns the filter of a request. */
  public static UsageFilter of(ValidRequest request) {
    Map<Part, Integer> date = new EnumMap<>(Part.class);
    Predicate<Optional<String>> costCenter = any -> true;
    List<Predicate<UsageRow>> conditions = new ArrayList<>();
    for (Parameter parameter : request.operation().parameters(Parameter.Location.QUERY)) {
      Optional<Selects> selects = Selects.of(parameter);
      Optional<JsonNode> asked = request.argument(parameter);
      if (selects.isEmpty() || (asked.isEmpty() && !selects.get().group())) {
        continue;
      }
      if (selects.get().group() || selects.get().rest().isPresent()) {
        Optional<String> id =
            asked
                .map(JsonNode::asText)
                .filter(one -> !selects.get().rest().equals(Optional.of(one)));
        costCenter = id::equals;
      } else if (selects.get().part().isPresent()) {
        date.put(selects.get().part().get(), asked.get().intValue());
      } else {
        conditions.add(row -> takes(selects.get(), parameter, asked.get(), row));
      }
    }
    return new UsageFilter(date, costCenter, conditions);
  }

  private static boolean takes(Selects selects, Parameter parameter, JsonNode asked, UsageRow row) {
    Object value = row.property(UsageRow.selectedBy(parameter.name()));
    return value != null
        && (asked.isArray() ? asked.valueStream() : Stream.of(asked))
            .anyMatch(one -> selects.isSame(one.asText(), value.toString()));
  }

  /** Returns a filter that takes only those rows that another condition holds for. */
  public UsageFilter and(Predicate<UsageRow> condition) {
    List<Predicate<UsageRow>> more = new ArrayList<>(conditions);
    more.add(condition);
    return new UsageFilter(date, costCenter, more);
  }

  /** Returns the filter that the API has been observed to use: without a month, first days only. */
  public UsageFilter onFirstDaysUnlessMonth() {
    if (date.containsKey(Part.MONTH) || date.containsKey(Part.DAY)) {
      return this;
    }
    Map<Part, Integer> first = new EnumMap<>(date);
    first.put(Part.DAY, 1);
    return new UsageFilter(first, costCenter, conditions);
  }

  /** Returns whether the filter takes a row. */
  public boolean takes(UsageData data, long number) {
    if (!costCenter.test(data.costCenter(number)) || !takesDate(data, number)) {
      return false;
    }
    if (conditions.isEmpty()) {
      return true;
    }
    UsageRow row = data.row(number);
    return conditions.stream().allMatch(condition -> condition.test(row));
  }

  private boolean takesDate(UsageData data, long number) {
    LocalDate day = LocalDate.ofEpochDay(data.epochDay(number));
    for (Map.Entry<Part, Integer> part : date.entrySet()) {
      int actual = part.getKey().of(day.atTime(data.hour(number), 0));
      if (actual != part.getValue()) {
        return false;
      }
    }
    return true;
  }
}
