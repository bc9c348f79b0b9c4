package io.maglev.distro.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the package table of the design: who may import whom, and which library lives where. */
class ArchitectureTest {
  private static final String ROOT = "io.maglev.distro.";

  private static final int MAX_LINES = 500;

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.maglev.distro");

  /** Each package and what it may import; {@code error} may be imported by every package. */
  private static final Map<String, Set<String>> MAY_IMPORT = new LinkedHashMap<>();

  static {
    MAY_IMPORT.put("cli", Set.of("action", "model", "yaml"));
    MAY_IMPORT.put(
        "action",
        Set.of(
            "catalog", "deploy", "release", "compose", "source", "bundle", "render", "chart",
            "values", "sandbox", "kube", "archive", "yaml", "version", "model"));
    MAY_IMPORT.put("catalog", Set.of("bundle", "source", "yaml", "model"));
    MAY_IMPORT.put("deploy", Set.of("kube", "release", "model", "version", "yaml"));
    MAY_IMPORT.put("release", Set.of("kube", "model", "yaml"));
    MAY_IMPORT.put(
        "compose",
        Set.of("render", "source", "chart", "values", "version", "archive", "yaml", "model"));
    MAY_IMPORT.put("source", Set.of("archive", "version", "yaml", "model"));
    MAY_IMPORT.put("bundle", Set.of("archive", "yaml", "model"));
    MAY_IMPORT.put("render", Set.of("template", "values", "chart", "version", "yaml", "model"));
    MAY_IMPORT.put("chart", Set.of("archive", "values", "version", "yaml", "model"));
    MAY_IMPORT.put("values", Set.of("yaml", "model"));
    MAY_IMPORT.put("template", Set.of("version"));
    MAY_IMPORT.put("sandbox", Set.of("kube", "yaml", "model"));
    MAY_IMPORT.put("kube", Set.of("yaml", "model"));
    MAY_IMPORT.put("archive", Set.of("model"));
    MAY_IMPORT.put("yaml", Set.of("model"));
    MAY_IMPORT.put("version", Set.of());
    MAY_IMPORT.put("model", Set.of());
    MAY_IMPORT.put("error", Set.of());
  }

  /** Each library by the root of its packages, and the packages of ours that may use it. */
  private static final Map<String, String[]> LIBRARY_OWNERS = new LinkedHashMap<>();

  static {
    LIBRARY_OWNERS.put("picocli", in("cli"));
    LIBRARY_OWNERS.put("io.fabric8", in("kube"));
    LIBRARY_OWNERS.put("okhttp3", in("kube"));
    LIBRARY_OWNERS.put("com.github.mustachejava", in("compose"));
    LIBRARY_OWNERS.put("com.fasterxml.jackson", in("values.schema", "kube"));
    LIBRARY_OWNERS.put("com.networknt", in("values.schema"));
    LIBRARY_OWNERS.put(
        "com.google.re2j", in("template.func", "compose.parameter", "values.schema"));
    LIBRARY_OWNERS.put("org.bouncycastle", in("template.func"));
    LIBRARY_OWNERS.put("java.net.http", in("source"));
  }

  static Set<String> packages() {
    return MAY_IMPORT.keySet();
  }

  static Set<String> libraries() {
    return LIBRARY_OWNERS.keySet();
  }

  @ParameterizedTest
  @MethodSource("packages")
  void package_imports_onlyWhatTheDesignAllows(String name) {
    Set<String> forbidden = new TreeSet<>(MAY_IMPORT.keySet());
    forbidden.removeAll(MAY_IMPORT.get(name));
    forbidden.remove(name);
    forbidden.remove("error");

    noClasses()
        .that(resideInAnyPackage(ROOT + name + ".."))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                forbidden.stream().map(other -> ROOT + other + "..").toArray(String[]::new)))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void library_isUsed_onlyByItsOwner(String library) {
    noClasses()
        .that(resideOutsideOfPackages(LIBRARY_OWNERS.get(library)))
        .should()
        .dependOnClassesThat(resideInAnyPackage(library + ".."))
        .check(CLASSES);
  }

  @Test
  void everyPackage_isInTheTable() {
    Set<String> found = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      String rest = type.getPackageName().substring(ROOT.length() - 1);
      if (!rest.isEmpty()) {
        found.add(rest.substring(1).split("\\.")[0]);
      }
    }

    assertThat(MAY_IMPORT.keySet()).containsAll(found);
  }

  @Test
  void templateLanguage_outsideItsFunctions_usesTheJdkOnly() {
    noClasses()
        .that(resideInAnyPackage(ROOT + "template.parse..", ROOT + "template.exec.."))
        .should()
        .dependOnClassesThat(
            resideOutsideOfPackages(
                    "java..", "org.jspecify..", ROOT + "template..", ROOT + "error..")
                .and(notPrimitive()))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void modelAndErrors_useTheJdkOnly() {
    noClasses()
        .that(resideInAnyPackage(ROOT + "model..", ROOT + "error..", ROOT + "version.."))
        .should()
        .dependOnClassesThat(
            resideOutsideOfPackages(
                    "java..",
                    "org.jspecify..",
                    ROOT + "model..",
                    ROOT + "error..",
                    ROOT + "version..")
                .and(notPrimitive()))
        .check(CLASSES);
  }

  @Test
  void outputAndExit_happenInTheCommandLineOnly() {
    noClasses()
        .that(resideOutsideOfPackages(ROOT + "cli.."))
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .check(CLASSES);
  }

  @Test
  void packages_haveNoCycles() {
    slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void partsOfDeploy_haveNoCycles() {
    slices().matching(ROOT + "deploy.(*)..").should().beFreeOfCycles().check(CLASSES);
    noClasses()
        .that(resideInAnyPackage(ROOT + "deploy.*.."))
        .should()
        .dependOnClassesThat(resideInAnyPackage(ROOT + "deploy"))
        .check(CLASSES);
  }

  @Test
  void everyPackage_saysWhatItIsFor() {
    Set<String> undocumented = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      if (type.getPackage().tryGetPackageInfo().isEmpty()) {
        undocumented.add(type.getPackageName());
      }
    }

    assertThat(undocumented).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"src/main/java", "src/test/java", "../bench/src/main/java"})
  void sourceFile_isNotTooLongToBeReadAtOnce(String root) throws IOException {
    Map<Path, Integer> tooLong = new TreeMap<>();
    try (Stream<Path> files = Files.walk(Path.of(root))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        int lines = Files.readAllLines(file).size();
        if (lines > MAX_LINES) {
          tooLong.put(file, lines);
        }
      }
    }

    assertThat(tooLong).as("files of more than %d lines", MAX_LINES).isEmpty();
  }

  private static String[] in(String... owners) {
    String[] patterns = new String[owners.length];
    for (int i = 0; i < owners.length; i++) {
      patterns[i] = ROOT + owners[i] + "..";
    }
    return patterns;
  }

  /** Arrays of primitives and primitives themselves live in no package. */
  private static DescribedPredicate<JavaClass> notPrimitive() {
    return DescribedPredicate.describe(
        "are no primitives",
        type ->
            !type.getBaseComponentType().isPrimitive()
                && !type.getModifiers().contains(JavaModifier.SYNTHETIC)
                && !(type.isArray()
                    && type.getBaseComponentType().getPackageName().startsWith("java.")));
  }
}
