using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Reports.Archive;
using Portal.Domain.Reports.Monthly;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Reports.Monthly.Signing;
using Portal.Tests.Reports;
using Portal.Tests.Support;

namespace Portal.Tests.Storage.Kills;

/// <summary>Signs reports of two months; acknowledges the digest of each.</summary>
internal sealed class SigningWork : KilledWork
{
    private static readonly DateOnly[] s_months = [new(2014, 9, 1), new(2014, 10, 1)];

    private static readonly Actor s_office = Actors.Of("office", Role.EfficiencyOffice, SampleData.DistrictId);

    private static readonly string[] s_units =
    [
        SampleData.District,
        SampleData.Street,
        SampleData.OtherStreet,
        SampleData.Community,
        SampleData.SecondCommunity,
        SampleData.OtherCommunity,
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static IEnumerable<ReportKey> Keys => s_months.SelectMany(month => s_units.Select(unit => new ReportKey(unit, month, month)));

    public override int LastStep => 8;

    public override Task PrepareAsync(TestDatabase database) =>
        database.SendCasesAsync([
            .. s_units
                .Skip(1)
                .Select((unit, i) => SampleData.Input($"{i}") with { UnitCode = unit, ClosedAt = SampleData.Local(2014, 10, 9) }),
        ]);

    public override async Task WorkAsync(TestDatabase database, Action<string> acknowledge)
    {
        foreach (var key in Keys)
            acknowledge(await SignAsync(database, key));
    }

    public override async Task CheckAsync(TestDatabase database, IReadOnlyList<string> acknowledged)
    {
        var stored = await SignedAsync(database);
        Assert.Subset(stored, acknowledged.ToHashSet(StringComparer.Ordinal));
        Assert.InRange(stored.Count - acknowledged.Count, 0, 1);

        // The kill may have come after the last one.
        if (Keys.FirstOrDefault(key => !stored.Any(s => s.StartsWith(Label(key), StringComparison.Ordinal))) is not { } next)
            return;
        Assert.Equal([.. stored, await SignAsync(database, next)], await SignedAsync(database));
    }

    /// <returns>The report with the digest of what was signed.</returns>
    private static async Task<string> SignAsync(TestDatabase database, ReportKey key)
    {
        database.Clock.AdjustTime(MadeUpReports.Later);
        var seen = (await database.Get<IReportReader>().OpenAsync(s_office, key, ReportSamples.Chinese, Token))!;
        return Label(key)
            + (await database.Get<IReportSigning>().SignAsync(s_office, key, seen.Basis, reason: null, Token).DoneAsync()).Hash;
    }

    private static string Label(ReportKey key) => $"{key.Unit} {key.From:yyyy-MM} ";

    /// <summary>What is signed, each with all its files, whose digests are right.</summary>
    private static async Task<HashSet<string>> SignedAsync(TestDatabase database)
    {
        var reader = database.Get<IReportReader>();
        var signed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var key in Keys)
        {
            if ((await reader.OpenAsync(s_office, key, ReportSamples.Chinese, Token))!.Signed is not { } summary)
                continue;
            foreach (var format in ReportFiles.Formats)
            {
                foreach (var language in ReportLanguages.All)
                    Assert.NotEmpty((await reader.FileAsync(s_office, key, format, language, summary.Number, Token))!.Content);
            }
            signed.Add(Label(key) + summary.Hash);
        }
        await AssertNothingHalfAsync(database, signed.Count);
        return signed;
    }

    private static async Task AssertNothingHalfAsync(TestDatabase database, int count)
    {
        await using var db = database.Open();
        var reports = await db.SignedReports.AsNoTracking().Include(r => r.Files).ToListAsync(Token);
        Assert.Equal(count, reports.Count);
        Assert.All(reports, r => Assert.Equal(1, r.Number));
        Assert.All(reports, r => Assert.Equal(ReportFiles.Formats.Count * ReportLanguages.All.Count, r.Files.Count));
        Assert.All(reports.SelectMany(r => r.Files), f => Assert.Equal(ReportFiles.Hash(f.Content), f.Hash));
        Assert.Equal(reports.Sum(r => r.Files.Count), await db.Set<SignedFile>().CountAsync(Token));
    }
}
