using System.Globalization;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Organisation;
using Portal.Figures.Board;
using Portal.Figures.Feed;
using Portal.Tests.Support;

namespace Portal.Tests.Figures;

/// <summary>Every count of the board opens exactly the sheets that it counts.</summary>
[Needs(Resource.Database)]
public sealed class BoardContentsTests
{
    private static readonly Actor s_office = Actors.Of("office", Role.EfficiencyOffice, SampleData.DistrictId);

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Counts_OfTheBoard_OpenListsOfAsManySheets()
    {
        await using var database = await BoardPageHarness.DatabaseAsync();
        await using var harness = new BoardPageHarness(database, Role.EfficiencyOffice, SampleData.DistrictId);
        var page = harness.Open<FiguresPage>("/figures");
        page.WaitForElement("table");
        var links = page.FindAll("a[data-part]")
            .Select(link => (Address: link.GetAttribute("href")!, Text: link.TextContent.Trim()))
            .Where(link => !link.Text.Contains('%', StringComparison.Ordinal)) // a share says its parts beside it
            .ToList();
        Assert.True(links.Count > 10);

        foreach (var (address, text) in links)
        {
            var list = harness.Open<FiguresPage>(address);
            var count = list.WaitForElement("[data-count]").GetAttribute("data-count");
            Assert.Equal((address, text), (address, count));
            Assert.Equal(int.Parse(text, CultureInfo.CurrentCulture), list.FindAll(".owed tbody tr").Count);
        }
    }

    [Fact]
    public async Task Counts_OfEveryRowAndForm_AreThoseOfTheirLists()
    {
        await using var database = await BoardPageHarness.DatabaseAsync();
        await MoveAsync(database);
        await using var harness = new BoardPageHarness(database, Role.EfficiencyOffice, SampleData.DistrictId);
        var reader = harness.Services.GetRequiredService<FiguresReader>();
        var compared = 0;
        foreach (var unit in (string[])[SampleData.District, SampleData.Street, SampleData.OtherStreet])
        {
            var whole = (await reader.BoardAsync(s_office, new() { Unit = unit }, Token))!;
            foreach (var form in whole.Forms.Select(f => f.Code).Append(null))
            {
                var address = new FiguresAddress { Unit = unit, Form = form };
                var board = (await reader.BoardAsync(s_office, address, Token))!;
                foreach (var part in Enum.GetValues<SheetPart>())
                {
                    var list = address with { Part = part, Year = board.Year };
                    Assert.Equal((list, board.Count.Of(part)), (list, await CountAsync(list)));
                    foreach (var row in board.Rows)
                    {
                        var own = list with { Only = row.Unit.Code };
                        Assert.Equal((own, row.Count.Of(part)), (own, await CountAsync(own)));
                        compared += row.Count.Of(part) > 0 ? 1 : 0;
                    }
                }
            }
        }
        Assert.True(compared > 20, "hardly a row counts a sheet: this proves nothing");

        async Task<int> CountAsync(FiguresAddress address) => (await reader.ListAsync(s_office, address, Token))!.Count;
    }

    [Theory]
    [InlineData("/figures?view=list&unit=350103&year=2014&form=street&part=intime&only=350103001")]
    [InlineData("/figures?view=list&year=2014&part=missing")]
    public void Address_OfACount_IsReadAsItIsWritten(string address) => Assert.Equal(address, FiguresAddress.Parse(address).ToUri());

    /// <summary>A community goes to the other street within the year: each street counts the months in which it had it.</summary>
    private static async Task MoveAsync(TestDatabase database)
    {
        await using var db = database.Open();
        var unit = db.Units.Single(u => u.Id == SampleData.SecondCommunityId);
        await db.Entry(unit).Collection(u => u.Versions).LoadAsync(Token);
        var before = unit.Versions.Single();
        before.ValidTo = new(2014, 9, 14);
        unit.Versions.Add(
            new()
            {
                Name = before.Name,
                Kind = UnitKind.Community,
                ParentId = SampleData.OtherStreetId,
                ValidFrom = new(2014, 9, 15),
            }
        );
        await db.SaveChangesAsync(Token);
        await db.RaiseReferenceAsync(Token);
    }
}
