package io.maglev.distro.template;

import org.jspecify.annotations.Nullable;

/**
 * The run that a function is called from, for functions such as Helm's {@code include} and {@code
 * tpl} that execute templates themselves. What they run has the same functions and options, and
 * draws on the same limits.
 */
public interface Execution {

  /** The name of the template that contains the call. */
  String templateName();

  /**
   * Executes a template of the same set.
   *
   * @throws TemplateException if there is no such template or it fails
   */
  String execute(String name, @Nullable Object data);

  /**
   * Parses and executes a text that sees all templates of the set; its own definitions are seen by
   * it alone. Go's Clone, New, Parse and Execute, with the name of the set as the text's name.
   *
   * @throws TemplateException if the text does not parse or fails
   */
  String executeText(String text, @Nullable Object data);

  /**
   * Counts work that a function does, or is about to do, by itself.
   *
   * @param steps how many iterations of an empty loop would take as long
   * @throws FunctionException if the limits of the rendering are reached
   */
  void spend(long steps);
}
