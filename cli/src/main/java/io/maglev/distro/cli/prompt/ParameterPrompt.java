package io.maglev.distro.cli.prompt;

import io.maglev.distro.cli.output.PlainText;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.ParameterAsker;
import io.maglev.distro.model.ParameterQuestion;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Asks for parameters on the terminal, one after the other; each answer is checked at once and
 * asked for again with the reason. Prompts go to stderr: stdout is for results.
 */
public final class ParameterPrompt implements ParameterAsker {
  private static final int MOST_TRIES = 5;

  /** What arrow keys leave behind, and what a terminal's charset could not read. */
  private static final Pattern UNREADABLE = Pattern.compile("[\\p{Cc}\\x{FFFD}]");

  private static final Pattern DIGITS = Pattern.compile("\\d{1,4}");

  private final PrintStream err;
  private final Keyboard keyboard;

  public ParameterPrompt(PrintStream err, Keyboard keyboard) {
    this.err = err;
    this.keyboard = keyboard;
  }

  @Override
  public Map<String, String> ask(List<ParameterQuestion> questions) {
    err.println(
        questions.size() == 1
            ? "1 parameter has no value yet; Ctrl-D gives up."
            : questions.size() + " parameters have no value yet; Ctrl-D gives up.");
    Map<String, String> answers = new LinkedHashMap<>();
    questions.forEach(question -> answers.put(question.name(), ask(question)));
    err.println();
    return answers;
  }

  private String ask(ParameterQuestion question) {
    introduce(question);
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      err.print(prompt(question));
      err.flush();
      Optional<String> typed = question.secret() ? keyboard.secret() : keyboard.line();
      if (typed.isEmpty()) {
        err.println();
        throw unanswered(question, "the input ended");
      }
      String answer = meant(question, typed.get());
      Optional<String> objection = objection(question, answer);
      if (objection.isEmpty()) {
        return answer;
      }
      err.println("  " + PlainText.line(objection.get()));
    }
    throw unanswered(question, "none of " + MOST_TRIES + " answers can be used");
  }

  /** Name, description and rules come from a bundle, so nothing in them may steer the terminal. */
  private void introduce(ParameterQuestion question) {
    err.println();
    if (!question.description().isBlank()) {
      err.println(PlainText.line(question.description().strip()));
    }
    for (int i = 0; i < question.choices().size(); i++) {
      String number = numbered(question) ? (i + 1) + ") " : "- ";
      err.println("  " + number + PlainText.line(question.choices().get(i)));
    }
  }

  private static String prompt(ParameterQuestion question) {
    List<String> wanted = new ArrayList<>();
    if (question.choices().isEmpty()) {
      wanted.add(question.type().equals("boolean") ? "true or false" : question.type());
    } else {
      wanted.add(numbered(question) ? "number or name" : "one of these");
    }
    wanted.addAll(question.rules());
    if (question.secret()) {
      wanted.add("not shown");
    }
    return PlainText.line(question.name() + " (" + String.join(", ", wanted) + "): ");
  }

  /** Choices that are numbers themselves carry none: 2 could mean either. */
  private static boolean numbered(ParameterQuestion question) {
    return question.choices().stream().noneMatch(choice -> DIGITS.matcher(choice).matches());
  }

  private static String meant(ParameterQuestion question, String typed) {
    String answer = question.secret() ? typed : typed.strip();
    List<String> choices = question.choices();
    if (!choices.isEmpty() && numbered(question) && DIGITS.matcher(answer).matches()) {
      int number = Integer.parseInt(answer);
      return number >= 1 && number <= choices.size() ? choices.get(number - 1) : answer;
    }
    if (question.type().equals("boolean")) {
      return switch (answer.toLowerCase(Locale.ROOT)) {
        case "y", "yes", "true" -> "true";
        case "n", "no", "false" -> "false";
        default -> answer;
      };
    }
    return answer;
  }

  private static Optional<String> objection(ParameterQuestion question, String answer) {
    if (answer.isEmpty()) {
      return Optional.of("there is no default; an empty text is given with --param or --params");
    }
    if (UNREADABLE.matcher(answer).find()) {
      return Optional.of("the terminal garbled it; in a locale such as C.UTF-8 it would not");
    }
    return question.objection().apply(answer);
  }

  private static DistroException unanswered(ParameterQuestion question, String reason) {
    return DistroException.of(
        ErrorCode.VALUES_INVALID,
        "cannot go on without parameter '" + question.name() + "': " + reason,
        "give it " + ParameterQuestion.howToGive(question.name(), question.secret()));
  }
}
