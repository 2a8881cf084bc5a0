using Portal.Domain.Catalogue;
using Portal.Domain.Shared.Pinyin;

namespace Portal.Tests.Shared;

public sealed class PinyinInitialsTests
{
    [Theory]
    [InlineData('中', "z")]
    [InlineData('重', "cz")]
    [InlineData('行', "hx")]
    [InlineData('会', "hk")]
    [InlineData('厦', "sx")]
    [InlineData('A', "a")]
    [InlineData('7', "7")]
    [InlineData('（', "")]
    public void Character_HasTheLettersOfAllItsReadings(char character, string letters)
    {
        foreach (var letter in letters)
            Assert.Contains(letter, PinyinInitials.Of(character));
        Assert.Equal(letters.Length == 0, PinyinInitials.Of(character).Length == 0);
    }

    [Theory]
    [InlineData("重庆市", "cqs", 0)]
    [InlineData("重要事项", "zysx", 0)]
    [InlineData("银行开户", "hkh", 1)]
    [InlineData("会计证（换发）", "kjzhf", 0)]
    [InlineData("生育服务证", "xyz", -1)]
    [InlineData("再生育", "zsyz", -1)]
    public void Letters_FindTheTextWhereItsInitialsAre(string text, string letters, int at) =>
        Assert.Equal(at, PinyinInitials.IndexIn(text, letters));

    [Theory]
    [InlineData("A-2", "A-2")]
    [InlineData("a", "A-1,A-2")]
    [InlineData("会计", "C-1")]
    [InlineData("kjc", "C-1")]
    [InlineData("hj", "C-1")]
    [InlineData("证", "A-1,C-1")]
    [InlineData("sy", "A-1,A-2")]
    [InlineData("", "A-1,A-2,C-1")]
    [InlineData("%", "")]
    public void Items_AreFoundByCodeNameAndInitials(string typed, string codes)
    {
        ItemCatalogue items = new([Item("A-1", 1, "生育服务证"), Item("A-2", 2, "再生育审批"), Item("C-1", 3, "会计从业资格证")]);
        Assert.Equal(codes, string.Join(",", ItemSearch.Find(items, typed, new(2014, 10, 31), 20).Select(i => i.Code)));
    }

    private static ServiceItem Item(string code, int id, string name) =>
        new()
        {
            Id = id,
            Code = code,
            Versions =
            {
                new() { ItemId = id, Name = name },
            },
        };
}
