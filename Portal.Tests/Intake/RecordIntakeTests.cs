using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Tests.Demonstration;
using Portal.Tests.Figures.Sheets;
using Portal.Tests.Support;

namespace Portal.Tests.Intake;

[Needs(Resource.Database)]
public sealed class RecordIntakeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static IntakeOptions Options => new(RecordStream.Cases) { Scope = UnitScope.Everything };

    [Theory, Databases]
    public async Task Send_SameMessageTwice_ChangesNothing(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        var input = SampleData.Input() with
        {
            ClosedAt = SampleData.Local(2014, 10, 9),
            Satisfaction = 5,
            Suspensions = [new(new(2014, 10, 8), new(2014, 10, 8), "检验")],
        };

        var first = await database.SendCasesAsync(input);
        var second = await database.SendCasesAsync(input);

        Assert.Equal((1, 0, 0), (first.Created, first.Updated, first.Unchanged));
        Assert.Equal((0, 0, 1), (second.Created, second.Updated, second.Unchanged));
        Assert.Equal(1, (await database.FiguresAsync(October)).Cohort.Accepted);
    }

    [Theory, Databases]
    public async Task Send_SameCaseTwiceInOneMessage_LastWordHolds(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        var open = SampleData.Input();

        var result = await database.SendCasesAsync(
            open,
            open with
            {
                ClosedAt = SampleData.Local(2014, 10, 8, 10),
            },
            open with
            {
                ClosedAt = SampleData.Local(2014, 10, 9),
            }
        );

        Assert.Equal((1, 2, 0), (result.Created, result.Updated, result.Unchanged));
        var figures = (await database.FiguresAsync(October)).Cohort;
        Assert.Equal((1, 1, 0), (figures.Accepted, figures.Closed, figures.OnTheSpot));
    }

    [Theory, Databases]
    public async Task Send_SameNumberFromTwoSourcesAndStreams_AreDifferentRecords(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);

        var cases = await database.SendCasesAsync(SampleData.Input(), SampleData.Input() with { Source = "other" });
        var appeals = await database.SendAppealsAsync(SampleData.Input() with { ItemCode = null });

        Assert.Equal((2, 1), (cases.Created, appeals.Created));
    }

    [Theory, Databases]
    public async Task Send_AtomicWithOneBadRow_KeepsNothing(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);

        var result = await database.SendAsync(
            Options with
            {
                Atomic = true,
            },
            SampleData.Input("1"),
            SampleData.Input("2") with
            {
                UnitCode = "nowhere",
            }
        );

        Assert.Equal((2, 0, 1), (result.Received, result.Created, result.Rejected));
        await using var db = database.Open();
        Assert.Equal(0, await db.Records.CountAsync(Token));
        Assert.Equal(0, await db.MetricCells.CountAsync(Token));
    }

    [Theory, Databases]
    public async Task Send_DryRun_CountsAndKeepsNothing(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);

        var result = await database.SendAsync(
            Options with
            {
                DryRun = true,
                CreateMissing = new("nation", UnitKind.Community),
            },
            SampleData.Input() with
            {
                UnitCode = "new",
            }
        );

        Assert.Equal((1, 1, 0), (result.Received, result.Created, result.Rejected));
        await using var db = database.Open();
        Assert.Equal(0, await db.Records.CountAsync(Token));
        Assert.False(await db.Units.AnyAsync(u => u.Code == "new", Token));
    }

    [Theory, Databases]
    public async Task Send_LeaveToCreate_MakesUnitItemAndDepartmentOnce(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        var options = Options with { CreateMissing = new("boston", UnitKind.Community) };
        var input = SampleData.Input() with
        {
            UnitCode = "Allston",
            ItemCode = "PWD/Light",
            Hints = new("Allston", "Light", "PWD", "Public Works"),
        };

        await database.SendAsync(options, input, input with { CaseNo = "2" });
        await database.SendAsync(options, input with { CaseNo = "3" });

        var reference = await database.Get<Domain.Catalogue.IReferenceReader>().GetAsync(Token);
        var unit = reference.Units.Find("Allston")!;
        Assert.Equal(reference.Units.Find("boston")!.Id, unit.Versions[0].ParentId);
        var row = Assert.Single(
            await database.ReadAsync(October with { UnitId = reference.Units.Find("boston")!.Id, By = MetricBy.Department })
        );
        Assert.Equal(("PWD", "Public Works", 3L), (row.Key, row.KeyName, row.Figures.Cohort.Accepted));
    }

    [Fact]
    public async Task Send_LeaveToCreateOutsideTheScope_CreatesNothing()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var options = Options with
        {
            CreateMissing = new(SampleData.OtherStreet, UnitKind.Community),
            Scope = UnitScope.Below(SampleData.StreetId),
        };

        var result = await database.SendAsync(options, SampleData.Input() with { UnitCode = "new" });

        Assert.Equal("unit.unknown", Assert.Single(result.Errors).Code);
    }

    [Theory, Databases]
    public async Task Send_SourceGivesDueTime_ItWinsOverTheComputedOne(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        var due = SampleData.Local(2014, 10, 9, 12);

        await database.SendCasesAsync(
            SampleData.Input() with
            {
                DueAt = due,
                ClosedAt = due.AddTicks(10),
            },
            SampleData.Input("2") with
            {
                DueAt = due,
                ClosedAt = due,
            }
        );

        await using var db = database.Open();
        Assert.Equal(
            [(due, true), (due, false)],
            (await db.Cases.OrderBy(c => c.CaseNo).ToListAsync(Token)).Select(c => (c.DueAt!.Value, c.Overdue))
        );
    }

    [Theory]
    [InlineData("unit.unknown", "unitCode")]
    [InlineData("item.unknown", "itemCode")]
    [InlineData("item.required", "itemCode")]
    [InlineData("closedAt.beforeAccepted", "closedAt")]
    [InlineData("acceptedAt.inFuture", "acceptedAt")]
    [InlineData("closedAt.required", "closedAt")]
    [InlineData("satisfaction.notClosed", "satisfaction")]
    [InlineData("extensionDays.outOfRange", "extensionDays")]
    [InlineData("dueAt.beforeAccepted", "dueAt")]
    [InlineData("suspensions.outOfRange", "suspensions")]
    public async Task Send_OneThingWrong_IsRejectedWithItsCodeAndField(string code, string field)
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var input = SampleData.Input();
        input = code switch
        {
            "unit.unknown" => input with { UnitCode = "nowhere" },
            "item.unknown" => input with { ItemCode = "nothing" },
            "item.required" => input with { ItemCode = null },
            "closedAt.beforeAccepted" => input with { ClosedAt = input.AcceptedAt.AddSeconds(-1) },
            "acceptedAt.inFuture" => input with { AcceptedAt = SampleData.Now.AddHours(1) },
            "closedAt.required" => input with { Outcome = CaseOutcome.Withdrawn },
            "satisfaction.notClosed" => input with { Satisfaction = 5 },
            "extensionDays.outOfRange" => input with { ExtensionDays = -1 },
            "suspensions.outOfRange" => input with { Suspensions = [new(new(2014, 10, 9), new(9999, 12, 30))] },
            _ => input with { DueAt = input.AcceptedAt.AddDays(-1) },
        };

        var result = await database.SendAsync(Options with { Scope = UnitScope.Below(SampleData.StreetId) }, input);

        var error = Assert.Single(result.Errors);
        Assert.Equal((code, field, 1L), (error.Code, error.Field, error.Line));
        Assert.NotEqual(code, error.Message);
    }

    /// <summary>A unit that did not exist yet on that day tells nothing of itself either.</summary>
    [Fact]
    public async Task Send_UnitOutsideTheScope_IsAnsweredLikeOneThatDoesNotExist()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        string[] codes = [SampleData.OtherCommunity, SampleData.District, "nowhere"];
        var answers = new HashSet<string>(StringComparer.Ordinal);
        foreach (var code in codes)
        {
            var input = SampleData.Input() with { UnitCode = code };
            var error = Assert.Single(
                (await database.SendAsync(Options with { Scope = UnitScope.Below(SampleData.StreetId) }, input)).Errors
            );
            answers.Add($"{error.Code} {error.Field} {error.Message.Replace(code, "", StringComparison.Ordinal)}");
        }

        Assert.StartsWith("unit.unknown unitCode ", Assert.Single(answers), StringComparison.Ordinal);
    }

    [Theory, Databases]
    public async Task Send_UnchangedThenReopened_TakesTheClosingBack(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        var closed = SampleData.Input() with { ClosedAt = SampleData.Local(2014, 10, 9), Satisfaction = 2 };

        await database.SendCasesAsync(closed);
        await database.SendCasesAsync(closed with { ClosedAt = null, Satisfaction = null });

        var figures = await database.FiguresAsync(October);
        Assert.Equal((1, 0, 0, 0), (figures.Cohort.Accepted, figures.Cohort.Closed, figures.Cohort.Rated, figures.ClosedInPeriod.Closed));
        Assert.Empty(await database.Get<MetricsAudit>().VerifyAsync(Token));
    }

    [Fact]
    public async Task Send_MoreThanOneBatch_TakesAll()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var inputs = Enumerable
            .Range(0, 95)
            .Select(i => SampleData.Input($"{i % 70}") with { Channel = (Channel)((i / 70) + 1) })
            .ToArray();

        var result = await database.SendAsync(Options with { BatchSize = 10 }, inputs);

        Assert.Equal((95, 70, 25), (result.Received, result.Created, result.Updated));
        Assert.Empty(await database.Get<MetricsAudit>().VerifyAsync(Token));
    }

    [Fact]
    public async Task Send_SourceBreaksOff_KeepsWholeBatchesOnly()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);

        await Assert.ThrowsAsync<IOException>(() =>
            database.Get<IRecordIntake>().RunAsync(BreakingOff(), Options with { BatchSize = 10 }, cancellation: Token)
        );

        await using var db = database.Open();
        Assert.Equal(20, await db.Set<ServiceCase>().CountAsync(Token));
        Assert.Empty(await database.Get<MetricsAudit>().VerifyAsync(Token));
    }

    private static MetricQuery October => new() { UnitId = SampleData.DistrictId, Period = new(new(2014, 10, 1), new(2014, 10, 31)) };

    private static async IAsyncEnumerable<ParsedRow> BreakingOff()
    {
        for (var i = 0; i < 25; i++)
            yield return new(i + 1, SampleData.Input($"{i}"), [], []);
        await Task.Yield();
        throw new IOException("The sender is gone.");
    }
}
