package io.maglev.distro.template.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LexerTest {

  /** Tokens as {@code TYPE:value}; spaces in values are shown as underscores. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '~',
      value = {
        "~~ => EOF:EOF",
        "text => TEXT:text EOF:EOF",
        "{{}} => LEFT_DELIM:{{ RIGHT_DELIM:}} EOF:EOF",
        "{{for}} => LEFT_DELIM:{{ IDENTIFIER:for RIGHT_DELIM:}} EOF:EOF",
        "{{.}} => LEFT_DELIM:{{ DOT:. RIGHT_DELIM:}} EOF:EOF",
        "{{.x.y}} => LEFT_DELIM:{{ FIELD:.x FIELD:.y RIGHT_DELIM:}} EOF:EOF",
        "{{$x := 1}} => LEFT_DELIM:{{ VARIABLE:$x SPACE:_ DECLARE::= SPACE:_ NUMBER:1 RIGHT_DELIM:}}"
            + " EOF:EOF",
        "{{$ = 1}} => LEFT_DELIM:{{ VARIABLE:$ SPACE:_ ASSIGN:= SPACE:_ NUMBER:1 RIGHT_DELIM:}}"
            + " EOF:EOF",
        "{{(a|b,c)}} => LEFT_DELIM:{{ LEFT_PAREN:( IDENTIFIER:a PIPE:| IDENTIFIER:b CHAR:,"
            + " IDENTIFIER:c RIGHT_PAREN:) RIGHT_DELIM:}} EOF:EOF",
        "{{1 02 0x14 -7.2i 1e3 +1 'a' 1+2i}} => LEFT_DELIM:{{ NUMBER:1 SPACE:_ NUMBER:02 SPACE:_"
            + " NUMBER:0x14 SPACE:_ NUMBER:-7.2i SPACE:_ NUMBER:1e3 SPACE:_ NUMBER:+1 SPACE:_"
            + " CHAR_CONSTANT:'a' SPACE:_ COMPLEX:1+2i RIGHT_DELIM:}} EOF:EOF",
        "{{true nil range}} => LEFT_DELIM:{{ BOOL:true SPACE:_ NIL:nil SPACE:_ RANGE:range"
            + " RIGHT_DELIM:}} EOF:EOF",
        "{{\"a\\\"b\" `c`}} => LEFT_DELIM:{{ STRING:\"a\\\"b\" SPACE:_ RAW_STRING:`c` RIGHT_DELIM:}}"
            + " EOF:EOF",
        "a_{{-_3_-}}_b => TEXT:a LEFT_DELIM:{{ NUMBER:3 RIGHT_DELIM:}} TEXT:b EOF:EOF",
        "a{{/*x*/}}b => TEXT:a TEXT:b EOF:EOF",
        "a_{{-_/*x*/_-}}_b => TEXT:a TEXT:b EOF:EOF",
        "{{a_-}} => LEFT_DELIM:{{ IDENTIFIER:a RIGHT_DELIM:}} EOF:EOF",
        "{{3- }} => LEFT_DELIM:{{ ERROR:bad_number_syntax:_\"3-\" EOF:EOF",
        "{{\u0001}} => LEFT_DELIM:{{ ERROR:unrecognized_character_in_action:_U+0001 EOF:EOF",
        "{{(1}} => LEFT_DELIM:{{ LEFT_PAREN:( NUMBER:1 ERROR:unclosed_left_paren EOF:EOF",
        "{{1)}} => LEFT_DELIM:{{ NUMBER:1 ERROR:unexpected_right_paren EOF:EOF"
      })
  void input_cutIntoTokens_givesTheRow(String input, String tokens) {
    assertThat(tokens(input == null ? "" : input.replace('_', ' '))).isEqualTo(tokens);
  }

  private static String tokens(String input) {
    Lexer lexer = new Lexer(input, true, true);
    List<String> shown = new ArrayList<>();
    Token token;
    do {
      token = lexer.next();
      shown.add(token.type() + ":" + token.value().replace(' ', '_'));
    } while (token.type() != TokenType.EOF);
    return String.join(" ", shown);
  }

  @Test
  void token_afterNewlinesInTextAndTrimmedSpace_knowsItsLine() {
    Lexer lexer = new Lexer("a\n\n {{- \n.x -}}\n\n{{.y}}", true, true);

    List<String> lines = new ArrayList<>();
    for (Token token = lexer.next(); token.type() != TokenType.EOF; token = lexer.next()) {
      lines.add(token.type() + ":" + token.line());
    }

    assertThat(lines)
        .containsExactly(
            "TEXT:1",
            "LEFT_DELIM:3",
            "SPACE:3",
            "FIELD:4",
            "RIGHT_DELIM:4",
            "LEFT_DELIM:6",
            "FIELD:6",
            "RIGHT_DELIM:6");
  }

  @Test
  void breakAndContinue_ifFunctionsOfThatName_areIdentifiers() {
    Lexer lexer = new Lexer("{{break continue", false, false);

    assertThat(List.of(lexer.next().type(), lexer.next().type(), lexer.next().type()))
        .containsExactly(TokenType.LEFT_DELIM, TokenType.IDENTIFIER, TokenType.SPACE);
    assertThat(lexer.next().type()).isEqualTo(TokenType.IDENTIFIER);
  }
}
