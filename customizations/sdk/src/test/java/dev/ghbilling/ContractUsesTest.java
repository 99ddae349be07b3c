package dev.ghbilling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.ghbilling.fixture.Documented;
import feign.Param;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds {@code contract-uses.txt} against the SDK's byte code: what the SDK uses of the generated
 * code, in the contract's own names. {@code -Duses.accept=true} writes it anew.
 */
class ContractUsesTest {
  private static final Path LIST = Path.of("contract-uses.txt");
  private static final String GENERATED = "dev.ghbilling.client.";
  private static final Set<String> OF_EVERY_RECORD = Set.of("equals", "hashCode", "toString");

  private final Set<String> uses = new TreeSet<>();
  private final List<String> constructors = new ArrayList<>();

  @Test
  void contractUses_comparedWithTheByteCode_areEqual() throws Exception {
    collect();

    // Or an optional property more would break the code that calls it.
    assertThat(constructors).as("canonical constructors that are called").isEmpty();
    if (Boolean.getBoolean("uses.accept")) {
      Files.write(LIST, uses);
    }
    assertThat(Files.readAllLines(LIST))
        .as("renewed by -Duses.accept=true")
        .containsExactlyElementsOf(uses);
  }

  private void collect() throws ReflectiveOperationException {
    Set<Class<?>> types = new LinkedHashSet<>();
    for (JavaClass user :
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.ghbilling")) {
      if (isGenerated(user) || isOfTests(user)) {
        continue;
      }
      for (JavaAccess<?> access : user.getAccessesFromSelf()) {
        if (isGenerated(access.getTargetOwner())) {
          add(access, Class.forName(access.getTargetOwner().getName()));
        }
      }
      for (var dependency : user.getDirectDependenciesFromSelf()) {
        JavaClass type = dependency.getTargetClass().getBaseComponentType();
        if (isGenerated(type)) {
          types.add(Class.forName(type.getName()));
        }
      }
    }
    types.stream()
        .filter(Class::isRecord)
        .filter(type -> !isOfAnApi(type))
        .map(Class::getSimpleName)
        .filter(schema -> uses.stream().noneMatch(use -> use.contains(" " + schema + ".")))
        .forEach(schema -> uses.add("schema " + schema));
  }

  private static boolean isGenerated(JavaClass type) {
    return type.getName().startsWith(GENERATED);
  }

  private static boolean isOfTests(JavaClass type) {
    return Stream.of("dev.ghbilling.spec.", "dev.ghbilling.sandbox.")
        .anyMatch(type.getName()::startsWith);
  }

  private static boolean isOfAnApi(Class<?> type) {
    return type.getName().startsWith(GENERATED + "api.");
  }

  private void add(JavaAccess<?> access, Class<?> owner) throws ReflectiveOperationException {
    String name = access.getTarget().getName();
    if (owner.isInterface()) {
      addOperation(name);
    } else if (access instanceof JavaFieldAccess) {
      String value = owner.getField(name).get(null).toString();
      uses.add("value %s.%s".formatted(owner.getSimpleName(), value));
    } else if (owner.isRecord() && !isOpenEnumeration(owner)) {
      addComponent(name, owner);
    } else if (isBuilder(owner)) {
      addComponent(name, owner.getDeclaringClass());
    }
  }

  /** Maps a builder's methods to the components of its record. */
  private static boolean isBuilder(Class<?> type) {
    return type.getSimpleName().equals("Builder") && type.getDeclaringClass() != null;
  }

  private void addOperation(String method) {
    Documented.CONTRACT.operations().stream()
        .map(operation -> operation.id())
        .filter(id -> method.matches(id + "(WithHttpInfo|Stream)?"))
        .forEach(id -> uses.add("operation " + id));
  }

  private static boolean isOpenEnumeration(Class<?> type) {
    return Documented.CONTRACT
        .document()
        .at("/components/schemas/" + type.getSimpleName())
        .has("anyOf");
  }

  private void addComponent(String member, Class<?> owner) {
    if (member.equals("<init>")) {
      constructors.add(owner.getName());
    } else if (!OF_EVERY_RECORD.contains(member)) {
      Arrays.stream(owner.getRecordComponents())
          .filter(component -> isMemberOf(component, member))
          .map(ContractUsesTest::onTheWire)
          .filter(name -> !name.equals("\0"))
          .forEach(name -> uses.add(use(owner, name)));
    }
  }

  private static boolean isMemberOf(RecordComponent component, String member) {
    return member.equals(component.getName());
  }

  private static String onTheWire(RecordComponent component) {
    JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
    return property != null
        ? property.value()
        : component.getAccessor().getAnnotation(Param.class).value();
  }

  /** Names a query's record by its operation, any other by its schema. */
  private static String use(Class<?> owner, String name) {
    String type = owner.getSimpleName();
    return isOfAnApi(owner)
        ? "parameter %s.%s".formatted(operation(type), name)
        : "property %s.%s".formatted(type, name);
  }

  private static String operation(String query) {
    return query.substring(0, 1).toLowerCase(Locale.ROOT)
        + query.substring(1, query.length() - "Query".length());
  }
}
