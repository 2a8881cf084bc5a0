using System.Globalization;
using Portal.Domain.Catalogue;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reported;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Reports.Monthly.Wording;

namespace Portal.Tests.Reports;

/// <summary>Made-up figures of one stream in October 2014, for sentences and tables.</summary>
internal static class StreamSamples
{
    private static readonly ReportKey s_october = new("350103", new(2014, 10, 1), new(2014, 10, 1));

    public static ReportWords Words(string language) => new(CultureInfo.GetCultureInfo(language));

    public static FigureSet Of(Measures measures) =>
        new()
        {
            Cohort = measures,
            Accepted = measures.Counts,
            ClosedInPeriod = measures.Counts,
        };

    public static FigureSet Counted(long accepted, long onTheSpot) =>
        Of(
            new()
            {
                Accepted = accepted,
                Closed = accepted,
                OnTheSpot = onTheSpot,
            }
        );

    public static FigureSet Due(long due, long overdue, long open) =>
        Of(
            new()
            {
                Accepted = 10,
                Closed = 10 - open,
                Due = due,
                Overdue = overdue,
                OpenOverdue = open,
            }
        );

    public static FigureSet Timed(long used, long statutory) =>
        Of(
            new()
            {
                Accepted = 1,
                Closed = 1,
                Timed = 1,
                UsedMinutes = used * LimitRules.MinutesPerDay,
                StatutoryMinutes = statutory * LimitRules.MinutesPerDay,
            }
        );

    public static UnitGroupData Group(params (string Name, long Accepted, long OnTheSpot)[] units) =>
        new(
            UnitKind.Street,
            [
                .. units.Select(u => new PartData(
                    u.Name,
                    u.Name,
                    new(u.Accepted == 0 ? null : Counted(u.Accepted, u.OnTheSpot), null, null)
                )),
            ],
            []
        );

    public static PartData Part(string key, long count) => new(key, key, new(Counted(count, count), null, null));

    public static ReportedState State(int missing, int pending) => new(1, pending, default, Months(missing), Months(pending));

    public static UnitMonths[] Months(int count) =>
        count == 0 ? [] : [new(2, "后洲街道", [.. Enumerable.Range(1, count).Select(month => new DateOnly(2014, month, 1))])];

    public static StreamSentences Sentences(
        string language,
        Compared total,
        RecordStream stream = RecordStream.Cases,
        ReportedState? reported = null,
        ReportedState? before = null,
        IReadOnlyList<PartData>? channels = null
    )
    {
        var told = Stream(stream, total) with { Reported = reported, ReportedPrevious = before, Channels = channels ?? [] };
        return new(Words(language), AsReport(told), told);
    }

    public static ReportData AsReport(StreamData told) =>
        new()
        {
            Key = s_october,
            LastDay = s_october.Period.To,
            UnitId = 1,
            UnitName = "台江区",
            UnitKind = UnitKind.District,
            IssuerName = "台江区",
            Units = UnitTree.Empty,
            Cases = told,
            Appeals = told,
            Centres = [],
            Catalogue = new([], new Dictionary<ItemKind, IReadOnlyList<string>>(), [], 0, 0, 0),
            Points = [],
            Sheets = [],
            Forms = [],
        };

    public static StreamData Stream(RecordStream stream, Compared total) =>
        new()
        {
            Stream = stream,
            Total = total,
            Months = [],
            Groups = [],
            Departments = [],
            Items = [],
            Channels = [],
        };
}
