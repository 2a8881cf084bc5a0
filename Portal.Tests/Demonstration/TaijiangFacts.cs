using System.Globalization;
using Portal.Tests.Support;
using Sylvan.Data.Csv;

namespace Portal.Tests.Demonstration;

/// <summary>The figures of the district's report, as <c>taijiang-2014-facts.csv</c> has them.</summary>
internal static class TaijiangFacts
{
    public static IReadOnlyDictionary<string, Fact> All { get; } = Read();

    private static Dictionary<string, Fact> Read()
    {
        using var csv = CsvDataReader.Create(TestFiles.Path("Demonstration/taijiang-2014-facts.csv"));
        var facts = new Dictionary<string, Fact>(StringComparer.Ordinal);
        while (csv.Read())
        {
            string Text(string column) => csv.GetString(csv.GetOrdinal(column));
            facts.Add(Text("key"), new(Text("value"), Number(Text("numerator")), Number(Text("denominator"))));
        }
        return facts;
    }

    private static decimal? Number(string text) => text.Length == 0 ? null : decimal.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>One figure with the parts it is made of, where the report gives them.</summary>
internal sealed record Fact(string Text, decimal? Numerator, decimal? Denominator)
{
    public decimal Value => decimal.Parse(Text, CultureInfo.InvariantCulture);

    /// <summary>The number of decimals of the value in the report.</summary>
    public int Decimals => Text.Contains('.', StringComparison.Ordinal) ? Text.Length - Text.IndexOf('.', StringComparison.Ordinal) - 1 : 0;
}
