using CsCheck;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Metrics.Contents;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Records.Lists;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Metrics.Contents;

/// <summary>A number of the figures opens as many records, and sheets beside them, as it says.</summary>
public sealed class FigureContentsTests
{
    private static readonly int s_questions = Requirements.Full ? 2_000 : 80;

    /// <summary>Of each answer, how many numbers are opened.</summary>
    private const int NumbersOpened = 12;

    private const int MostArrays = 4;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Open_RandomNumbers_AreTheCountOfTheirListAndSheets(DatabaseKind kind)
    {
        await using var database = await ChangedDistrict.CreateAsync(kind);
        var reference = await database.Get<IReferenceReader>().GetAsync(Token);
        var sources = (await database.Get<IFigureReferences>().GetAsync(Token)).Sources;
        var (contents, search) = (database.Get<FigureContents>(), database.Get<RecordSearch>());
        var questions =
            from query in ChangedDistrict.Query([.. reference.Units.All.Select(u => u.Id)])
            from split in Gen.Enum<MetricBy>()
            from monthly in Gen.Bool
            from chosen in Gen.Int[0, int.MaxValue - 1].Array[NumbersOpened]
            select (
                Query: query with
                {
                    By = split,
                    Monthly = monthly && split == MetricBy.Unit,
                    Channel = split is MetricBy.Item or MetricBy.Department ? null : query.Channel,
                },
                Chosen: chosen
            );
        var (opened, sheets, differences, without) = (0, 0, 0, 0);
        // By chance none of the numbers may come from a sheet; more questions follow then, so that the parts are always tested.
        var arrays = Enumerable.Range(0, MostArrays).TakeWhile(_ => opened <= s_questions || sheets == 0 || differences == 0);
        foreach (var (query, chosen) in arrays.SelectMany(_ => questions.Array[s_questions].Single()))
        {
            var rows = await database.ReadAsync(query);
            List<(MetricRow Row, PartContent Part, decimal Number)> numbers = [.. rows.SelectMany(Numbers)];
            foreach (var (row, part, number) in chosen.Select(i => numbers.Count == 0 ? default : numbers[i % numbers.Count]))
            {
                if (row is null)
                    continue;
                if (FigureFilters.Of(query, row, part, reference, sources) is not { } filter)
                {
                    without++;
                    continue;
                }
                var content = await contents.ReadAsync(Actor.System, filter, Token);
                Assert.True(number == content?.Number, $"{number} opens {content?.Number}: {part} of {row.Key} in {query}; {filter}");
                foreach (var term in content!.Terms)
                    Assert.Equal(term.Count, (await search.PageAsync(Actor.System, term.Records, default, null, 2_000, Token)).Count);
                opened += number > 0 ? 1 : 0;
                sheets += content.Terms.Sum(term => term.Sheets.Count);
                differences += content.Terms.Count - 1;
            }
        }
        Assert.True(opened > s_questions, $"Only {opened} numbers were more than nothing.");
        Assert.True(sheets > 0 && differences > 0, "No number had a sheet, or none was a difference.");
        Assert.True(without < opened / 4, $"{without} numbers opened nothing.");
    }

    [Fact]
    public void Parts_OfEveryMetric_AreTheNumbersOfItsFormula()
    {
        // Each measure has another number, so that a part that counts another measure shows.
        var cohort = new Measures
        {
            Accepted = 9_001,
            Closed = 8_002,
            OnTheSpot = 503,
            Due = 7_004,
            Overdue = 105,
            OpenOverdue = 17,
            Timed = 606,
            UsedMinutes = 1_440 * 77,
            StatutoryMinutes = 1_440 * 88,
            Rated1 = 1_000,
            Rated2 = 2_000,
            Rated3 = 300,
            Rated4 = 40,
            Rated5 = 5,
            Withdrawn = 61,
            NotAccepted = 71,
        };
        var figures = new FigureSet
        {
            Cohort = cohort,
            Accepted = cohort.Counts,
            ClosedInPeriod = cohort.Counts,
            Backlog = cohort.Open,
        };
        foreach (var metric in Enum.GetValues<MetricName>())
        {
            var value = MetricFormulas.Of(metric, figures);
            if (MetricContents.Numerator(metric) is { IsCount: true } numerator)
                Assert.Equal(value.Numerator, MetricContents.Of(numerator.Measure, cohort));
            if (MetricContents.Denominator(metric) is { IsCount: true } denominator)
                Assert.Equal(value.Denominator, MetricContents.Of(denominator.Measure, cohort));
            Assert.Equal(value.Denominator is null, MetricContents.Denominator(metric) is null);
        }
    }

    /// <summary>Of a clerk of another street: neither the number nor its parts.</summary>
    [Fact]
    [Needs(Resource.Database)]
    public async Task Open_OutsideTheScope_IsNothing()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        await database.SendCasesAsync(SampleData.Input());
        var filter = new RecordFilter(Domain.Records.RecordStream.Cases) { UnitId = SampleData.StreetId, Measure = RecordMeasure.Accepted };
        var contents = database.Get<FigureContents>();

        Assert.Null(await contents.ReadAsync(Actors.Of("other", Role.Leader, SampleData.OtherStreetId), filter, Token));
        Assert.Equal(1, (await contents.ReadAsync(Actors.Of("own", Role.Leader, SampleData.StreetId), filter, Token))?.Number);
    }

    /// <summary>The parts of every metric, and every measure of the cohort.</summary>
    private static IEnumerable<(MetricRow Row, PartContent Part, decimal Number)> Numbers(MetricRow row)
    {
        foreach (var metric in Enum.GetValues<MetricName>())
        {
            var value = MetricFormulas.Of(metric, row.Figures);
            if (MetricContents.Numerator(metric) is { IsCount: true } numerator && value.Numerator is { } above)
                yield return (row, numerator, above);
            if (MetricContents.Denominator(metric) is { IsCount: true } denominator && value.Denominator is { } below)
                yield return (row, denominator, below);
        }
        foreach (var measure in Enum.GetValues<RecordMeasure>().Where(m => m != RecordMeasure.Backlog))
            yield return (row, new(measure), MetricContents.Of(measure, row.Figures.Cohort));
    }
}
