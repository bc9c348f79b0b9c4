package io.maglev.distro.model;

import io.maglev.distro.error.DistroException;
import java.util.List;
import java.util.Map;

/** Somebody who can be asked for parameters: a person at a terminal. */
@FunctionalInterface
public interface ParameterAsker {

  /**
   * Asks for all that is missing.
   *
   * @return for each question an answer without objection, by the parameter's name
   * @throws DistroException with VALUES_INVALID that names the parameter if one is not answered
   */
  Map<String, String> ask(List<ParameterQuestion> questions);
}
