using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sheets;
using Portal.Tests.Demonstration;
using Portal.Tests.Figures.Forms;
using Portal.Tests.Support;

namespace Portal.Tests.Figures;

/// <summary>Figures over HTTP, as another system sends and reads them.</summary>
[Needs(Resource.Database)]
public sealed class FiguresApiTests(FiguresApiTests.World world) : IClassFixture<FiguresApiTests.World>
{
    private const string October = $"/api/v1/figures/{FullForm.Code}/{SampleData.Community}/2014-10";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Forms_TellTheirCells()
    {
        using var caller = await world.Portal.CallerAsync(SampleData.Street, Permissions.FiguresRead);
        var form = Assert.Single((await JsonAsync(caller, "/api/v1/figures/forms")).EnumerateArray());
        Assert.Equal(FullForm.Code, form.GetProperty("code").GetString());
        Assert.Equal(["street", "community"], form.GetProperty("kinds").EnumerateArray().Select(k => k.GetString()));
        Assert.Contains(
            form.GetProperty("cells").EnumerateArray(),
            c => c.GetProperty("code").GetString() == "closedInMonth" && c.GetProperty("measure").GetString() == "closedInMonth"
        );
    }

    [Fact]
    public async Task Put_ValuesGoodAndBad_TakesTheGoodAndNamesTheBad()
    {
        using var caller = await world.Portal.CallerAsync(SampleData.Street, Permissions.FiguresRead, Permissions.FiguresWrite);
        var address = October.Replace("2014-10", "2014-08", StringComparison.Ordinal);
        var receipt = await PutAsync(
            caller,
            address,
            """{"values":{"accepted":12,"closed":"1,011","due":"n/a","overdue":-1,"timed":"x","nothing":1,"withdrawn":1.5,"rated1":true}}"""
        );

        Assert.Equal((8, 3, 5), (Number(receipt, "received"), Number(receipt, "saved"), Number(receipt, "rejected")));
        Assert.Equal(
            [
                "cell.unknown nothing",
                "value.negative overdue",
                "value.notNumber rated1",
                "value.notNumber timed",
                "value.tooManyDecimals withdrawn",
            ],
            receipt
                .GetProperty("errors")
                .EnumerateArray()
                .Select(e => $"{e.GetProperty("code")} {e.GetProperty("field")}")
                .Order(StringComparer.Ordinal)
        );
        var sheet = await JsonAsync(caller, address);
        Assert.Equal("""{"accepted":"12","closed":"1011","due":"n/a"}""", sheet.GetProperty("values").GetRawText());
        Assert.Equal("draft", sheet.GetProperty("status").GetString());

        var again = await PutAsync(caller, address, """{"values":{"accepted":12},"submit":true}""");
        Assert.Equal((1, true), (Number(again, "unchanged"), again.GetProperty("submitted").GetBoolean()));
        using var locked = await caller.PutAsJsonAsync(address, new { values = new { accepted = 13 } }, Token);
        Assert.Equal(HttpStatusCode.Conflict, locked.StatusCode);
        Assert.Contains("\"sheet.locked\"", await PortalInstance.TextAsync(locked), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Standings_TellEverySheetOfTheMonthWithinTheScope()
    {
        using var caller = await world.Portal.CallerAsync(SampleData.Street, Permissions.FiguresRead);
        var rows = (await JsonAsync(caller, "/api/v1/figures?month=2014-07")).EnumerateArray().ToList();
        Assert.Equal(
            [SampleData.Street, SampleData.Community, SampleData.SecondCommunity],
            rows.Select(r => r.GetProperty("unit").GetString())
        );
        Assert.All(
            rows,
            r =>
                Assert.Equal(
                    ("notBegun", "2014-08-07", true),
                    (r.GetProperty("state").GetString(), r.GetProperty("deadline").GetString(), r.GetProperty("late").GetBoolean())
                )
        );
    }

    [Theory]
    [InlineData("/api/v1/figures?month=2014-13", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/figures?month=9999-12", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/figures?month=0001-01", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/figures", HttpStatusCode.BadRequest)]
    [InlineData($"/api/v1/figures/{FullForm.Code}/{SampleData.Community}/9999-12", HttpStatusCode.NotFound)]
    [InlineData($"/api/v1/figures/{FullForm.Code}/{SampleData.OtherCommunity}/2014-10", HttpStatusCode.NotFound)]
    [InlineData($"/api/v1/figures/{FullForm.Code}/{SampleData.District}/2014-10", HttpStatusCode.NotFound)]
    [InlineData($"/api/v1/figures/none/{SampleData.Community}/2014-10", HttpStatusCode.NotFound)]
    [InlineData($"/api/v1/figures/{FullForm.Code}/{SampleData.Community}/2014-10-05", HttpStatusCode.NotFound)]
    [InlineData($"/api/v1/figures/{FullForm.Code}/{SampleData.Community}/junk", HttpStatusCode.NotFound)]
    public async Task Asked_ForWhatIsNotThereOrNotOnesOwn_IsRefused(string address, HttpStatusCode status)
    {
        using var caller = await world.Portal.CallerAsync(SampleData.Street, Permissions.FiguresRead, Permissions.FiguresWrite);
        using var answer = await PortalInstance.GetAsync(caller, address);
        Assert.Equal(status, answer.StatusCode);
        if (status != HttpStatusCode.NotFound)
            return;
        using var put = await caller.PutAsJsonAsync(address, new { values = new { accepted = 1 } }, Token);
        Assert.Equal(HttpStatusCode.NotFound, put.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"values\":[1]}")]
    [InlineData("{\"values\":{\"accepted\":1e400}}")]
    public async Task Put_WhatIsNoMessage_IsRefusedWithoutFailure(string body)
    {
        using var caller = await world.Portal.CallerAsync(SampleData.Street, Permissions.FiguresRead, Permissions.FiguresWrite);
        using var answer = await caller.PutAsync(October, new StringContent(body, System.Text.Encoding.UTF8, "application/json"), Token);
        Assert.InRange((int)answer.StatusCode, 200, 499);
        Assert.Equal("{}", (await JsonAsync(caller, October)).GetProperty("values").GetRawText());
    }

    [Fact]
    public async Task Put_OfManyUnknownCells_ListsTheFirstThousandAndCountsThemAll()
    {
        using var caller = await world.Portal.CallerAsync(SampleData.Street, Permissions.FiguresRead, Permissions.FiguresWrite);
        var cells = string.Join(',', Enumerable.Range(0, 3_000).Select(i => $"\"{new string('x', 150)}{i}\":\"{new string('9', 150)}\""));
        var receipt = await PutAsync(caller, October, $"{{\"values\":{{{cells}}}}}");

        Assert.Equal((3_000, 3_000, 2_000), (Number(receipt, "received"), Number(receipt, "rejected"), Number(receipt, "errorsOmitted")));
        Assert.Equal(1_000, receipt.GetProperty("errors").GetArrayLength());
        Assert.InRange(receipt.GetRawText().Length, 1, 512 * 1024);
    }

    [Fact]
    public async Task Put_LargerThanAnyForm_IsRefusedBeforeItIsRead()
    {
        using var caller = await world.Portal.CallerAsync(SampleData.Street, Permissions.FiguresRead, Permissions.FiguresWrite);
        var cells = string.Join(',', Enumerable.Range(0, 200_000).Select(i => $"\"{i}\":1"));
        using var answer = await caller.PutAsync(
            October,
            new StringContent($"{{\"values\":{{{cells}}}}}", System.Text.Encoding.UTF8, "application/json"),
            Token
        );

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("\"body.tooLarge\"", await PortalInstance.TextAsync(answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"values":{"accepted":"\ud800"}}""", "value.notNumber")]
    [InlineData("""{"values":{"accepted":"1\u0000"}}""", "value.notNumber")]
    [InlineData("""{"values":{"accepted":1},"comments":{"accepted":"a\u0000b"}}""", "comment.unprintable")]
    public async Task Put_OfTextsThatCannotBeStored_IsRefusedCellByCell(string body, string code)
    {
        using var caller = await world.Portal.CallerAsync(SampleData.Street, Permissions.FiguresRead, Permissions.FiguresWrite);
        var receipt = await PutAsync(caller, October, body);
        Assert.Equal(code, Assert.Single(receipt.GetProperty("errors").EnumerateArray()).GetProperty("code").GetString());
    }

    private static int Number(JsonElement json, string name) => json.GetProperty(name).GetInt32();

    private static async Task<JsonElement> JsonAsync(HttpClient caller, string address)
    {
        using var answer = await PortalInstance.GetAsync(caller, address);
        var text = await PortalInstance.TextAsync(answer);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    private static async Task<JsonElement> PutAsync(HttpClient caller, string address, string body)
    {
        using var answer = await caller.PutAsync(address, new StringContent(body, System.Text.Encoding.UTF8, "application/json"), Token);
        var text = await PortalInstance.TextAsync(answer);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>A portal with the form that asks for everything.</summary>
    public sealed class World : IAsyncLifetime
    {
        public PortalInstance Portal { get; private set; } = null!;

        /// <summary>A clerk of <see cref="SampleData.Street"/>, signed in.</summary>
        public HttpClient StreetClerk { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Portal = await PortalInstance.StartAsync();
            await using var db = await Portal.Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync();
            db.FigureForms.Add(
                new()
                {
                    Code = FullForm.Code,
                    Kinds = UnitKinds.Street | UnitKinds.Community,
                    FirstMonth = new(2014, 1, 1),
                    Versions =
                    {
                        new()
                        {
                            FromMonth = new(2014, 1, 1),
                            Definition = FormJson.Write(FullForm.FullDefinition()),
                            WrittenBy = "test",
                        },
                    },
                }
            );
            await db.SaveChangesAsync();
            await db.ReferenceStates.ExecuteUpdateAsync(s => s.SetProperty(x => x.Version, x => x.Version + 1));
            await Portal
                .Get<ISheetEntry>()
                .SaveAsync(
                    Actor.System,
                    new(FullForm.Code, SampleData.OtherCommunity, new(2014, 9, 1)),
                    [new("accepted", "4711", null, 0)],
                    EntryOrigin.Typed
                )
                .DoneAsync();
            await Portal.CreateUserAsync("street", Role.Clerk, SampleData.Street);
            StreetClerk = Portal.Browser();
            (await PortalInstance.SignInAsync(StreetClerk, "street", PortalInstance.Password)).Dispose();
        }

        public async ValueTask DisposeAsync()
        {
            StreetClerk.Dispose();
            await Portal.DisposeAsync();
        }
    }
}
