package io.rungate.cli;

import io.rungate.run.PythonJsonWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A small pack that knows runs and rows: parcels, which are weighed and sent to a street. */
final class Parcels {
  private static final String FIELDS =
      """
      fields:
        street: { group: parcel, variable: STREET }
        weight: { group: parcel, result: mass, type: number }
      run-name: RESULT_FILENAME
      document:
        file: agg_{name}.json
        blocks:
          - keys: [street, weight]
      """;

  private static final String SWEEP =
      """
      signatures:
        row: { at-least: 2, keys: [street, weight, door] }
        result: { at-least: 1, keys: [mass] }
      rows:
        fields:
          street: { group: row, key: street }
          weight: { group: row, key: weight, type: number }
          door: { group: row, key: door, type: integer, default: "1" }
      partition: [street]
      groups:
        curve: [street]
        label: [door]
        identity: [door]
      keep: [weight]
      """;

  private static final String RULES =
      """
      package parcels.weights;

      import io.rungate.fact.NumberField;
      import io.rungate.fact.Refusal;
      import io.rungate.fact.Run;
      import io.rungate.fact.Value;
      import io.rungate.fact.Verdict;

      rule "a parcel weighs something"
        @code( "weightless" )
        @message( "{w} is no weight" )
      when
        $weight : NumberField( field == "weight", $w : amount, amount <= 0 )
      then
        insertLogical( new Refusal( $weight ) );
      end
      """;

  private static final String VERDICTS =
      """
      package parcels.%s;

      import io.rungate.fact.Refusal;
      import io.rungate.fact.Row;
      import io.rungate.fact.Run;
      import io.rungate.fact.Verdict;

      rule "a %s that nothing refuses is accepted"
      when
        %s()
        not Refusal()
      then
        insertLogical( Verdict.accepted() );
      end

      rule "a refused %s is rejected"
      when
        %s()
        exists Refusal()
      then
        insertLogical( Verdict.rejected() );
      end
      """;

  private Parcels() {}

  /** Writes the pack into a folder. */
  static void pack(Path folder) {
    Sample.smallPack(folder, "", "");
    Sample.write(folder.resolve("fields.yaml"), FIELDS);
    Sample.write(folder.resolve("sweep.yaml"), SWEEP);
    Sample.write(folder.resolve("weights.drl"), RULES);
    Sample.write(
        folder.resolve("verdict.drl"), VERDICTS.formatted("verdict", "run", "Run", "run", "Run"));
    Sample.write(
        folder.resolve("rows/verdicts.drl"),
        VERDICTS.formatted("rows.verdicts", "row", "Row", "row", "Row"));
  }

  static String row(String street, double weight) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("street", street);
    row.put("weight", weight);
    return PythonJsonWriter.compact(row);
  }
}
