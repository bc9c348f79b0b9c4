package io.maglev.distro.template.exec;

import io.maglev.distro.template.parse.TextParser;
import io.maglev.distro.template.parse.Tree;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Templates that can call each other by name: a Go template with its associated templates.
 * Immutable; {@link #with} gives another set that shares this one.
 */
public final class TemplateSet {
  /** Beyond this, a lookup through the layers costs more than a copy. */
  private static final int MAX_LAYERS = 4;

  private final String name;
  private final TextParser parser;
  private final Map<String, Tree> trees;
  private final @Nullable TemplateSet base;
  private final int layers;

  private TemplateSet(
      String name, TextParser parser, Map<String, Tree> trees, @Nullable TemplateSet base) {
    this.name = name;
    this.parser = parser;
    this.trees = trees;
    this.base = base;
    this.layers = base == null ? 0 : base.layers + 1;
  }

  /**
   * A parser to be shared by sets.
   *
   * @param functions the names of the functions templates may call beside Go's builtins
   * @param limit about how many bytes of memory may hold what it parsed last
   */
  public static TextParser parser(Set<String> functions, long limit) {
    Set<String> known = new HashSet<>(functions);
    known.addAll(Builtins.ALL.keySet());
    return new TextParser(known, limit);
  }

  /**
   * Starts a set.
   *
   * @param name the name that error messages give the set; Helm's is {@code gotpl}
   * @param parser from {@link #parser}
   */
  public static Builder builder(String name, TextParser parser) {
    return new Builder(name, parser);
  }

  /** As {@link #builder(String, TextParser)} with a parser that keeps nothing. */
  public static Builder builder(String name, Set<String> functions) {
    return builder(name, parser(functions, 0));
  }

  /** The name of the set. */
  public String name() {
    return name;
  }

  /** The names of all templates, sorted. */
  public Set<String> templateNames() {
    Set<String> names = new TreeSet<>(trees.keySet());
    if (base != null) {
      names.addAll(base.templateNames());
    }
    return names;
  }

  /** The template of that name. */
  public Optional<Template> find(String template) {
    Tree tree = tree(template);
    return tree == null ? Optional.empty() : Optional.of(new Template(this, tree));
  }

  @Nullable Tree tree(String template) {
    for (TemplateSet set = this; set != null; set = set.base) {
      Tree tree = set.trees.get(template);
      if (tree != null) {
        return tree;
      }
    }
    return null;
  }

  /**
   * Parses a text as {@code tpl} does: it sees this set, its definitions go to a set of their own.
   * The result is the text itself, even if that is blank and would replace no template of the set.
   *
   * @throws io.maglev.distro.template.parse.ParseException with Go's message
   */
  public Template with(String textName, String text) {
    Map<String, Tree> parsed = parser.parse(textName, text);
    Map<String, Tree> added = new HashMap<>();
    parsed.forEach((defined, tree) -> define(added, this, defined, tree));
    Tree main = parsed.get(textName);
    if (main == null) {
      throw new IllegalStateException("no tree for " + textName);
    }
    return new Template(layered(added), main);
  }

  private TemplateSet layered(Map<String, Tree> added) {
    if (layers < MAX_LAYERS) {
      return new TemplateSet(name, parser, added, this);
    }
    Map<String, Tree> all = new HashMap<>();
    copyTo(all);
    all.putAll(added);
    return new TemplateSet(name, parser, all, null);
  }

  private void copyTo(Map<String, Tree> all) {
    if (base != null) {
      base.copyTo(all);
    }
    all.putAll(trees);
  }

  /** Go's associate: what is only space does not replace a definition. */
  private static void define(
      Map<String, Tree> trees, @Nullable TemplateSet base, String name, Tree tree) {
    boolean known = trees.containsKey(name) || (base != null && base.tree(name) != null);
    if (!known || !tree.root().isEmpty()) {
      trees.put(name, tree);
    }
  }

  /**
   * Executes the template of that name.
   *
   * @throws ExecException with Go's message, also if there is no such template
   */
  public String execute(String template, @Nullable Object data, ExecOptions options) {
    return execute(template, data, options, new Budget(options.limits()));
  }

  /**
   * The same on a budget that other executions draw on too.
   *
   * @throws ExecException with Go's message, also if there is no such template
   */
  public String execute(
      String template, @Nullable Object data, ExecOptions options, Budget budget) {
    return find(template)
        .orElseThrow(() -> ExecException.notDefined(template, name))
        .execute(data, options, budget);
  }

  /** Collects the texts of a set. Not thread-safe. */
  public static final class Builder {
    private final String name;
    private final TextParser parser;
    private final Map<String, Tree> trees = new HashMap<>();

    private Builder(String name, TextParser parser) {
      this.name = name;
      this.parser = parser;
    }

    /**
     * Adds a text and the templates it defines. The last definition of a name wins, unless it is
     * nothing but space.
     *
     * @throws io.maglev.distro.template.parse.ParseException with Go's message
     */
    public Builder parse(String textName, String text) {
      parser.parse(textName, text).forEach((defined, tree) -> define(trees, null, defined, tree));
      return this;
    }

    /** Whether templates of the set may call a function of that name. */
    public boolean hasFunction(String function) {
      return parser.hasFunction(function);
    }

    /** The set of all texts so far. */
    public TemplateSet build() {
      return new TemplateSet(name, parser, new HashMap<>(trees), null);
    }
  }
}
