using System.Globalization;
using Portal.Domain.Catalogue;

namespace Portal.Domain.Demonstration.Province;

/// <summary>Generates the catalogue of a province. A name is a matter, an action and a group of applicants; all names differ.</summary>
internal static class ProvinceItems
{
    /// <summary>The number of different names.</summary>
    public static int Most => s_matters.Length * s_actions.Length * s_applicants.Length;

    private static readonly string[] s_matters =
    [
        "食品经营",
        "药品零售",
        "医疗器械经营",
        "公共场所卫生",
        "建筑工程施工",
        "占用城市道路",
        "户外广告设置",
        "道路货物运输",
        "道路旅客运输",
        "出租汽车经营",
        "取水",
        "河道采砂",
        "林木采伐",
        "野生动物驯养",
        "种子生产经营",
        "兽药经营",
        "动物防疫条件",
        "排污",
        "危险废物经营",
        "民办学校",
        "校外培训机构",
        "幼儿园",
        "社会团体",
        "民办非企业单位",
        "养老机构",
        "慈善组织",
        "劳务派遣",
        "人力资源服务",
        "职业培训学校",
        "社会保险",
        "医疗保险",
        "生育保险",
        "工伤认定",
        "退休人员",
        "居住证",
        "户口迁移",
        "机动车",
        "特种设备",
        "计量器具",
        "广告发布",
        "文物保护",
        "营业性演出",
        "娱乐场所",
        "互联网上网服务",
        "旅行社",
        "体育场所",
        "烟花爆竹经营",
        "危险化学品经营",
        "消防安全",
        "人防工程",
        "不动产",
        "建设用地",
        "规划条件",
        "房屋租赁",
        "物业服务",
        "保障性住房",
        "残疾人补贴",
        "低保金",
        "高龄津贴",
        "法律援助",
    ];

    private static readonly string[] s_actions =
    [
        "许可",
        "许可变更",
        "许可延续",
        "许可注销",
        "备案",
        "登记",
        "证明补发",
        "年度检验",
        "信息查询",
        "资格认定",
    ];

    private static readonly string[] s_applicants = ["", "（个体工商户）", "（企业）", "（社会组织）", "（外省来办）"];

    /// <param name="number">From 0, below <see cref="Most"/>.</param>
    /// <param name="departmentId">The id of the unit that implements the item.</param>
    public static ServiceItem Make(int number, int departmentId)
    {
        var (applicants, rest) = (number / (s_matters.Length * s_actions.Length), number % (s_matters.Length * s_actions.Length));
        var (action, matter) = (rest / s_matters.Length, rest % s_matters.Length);
        var kind = action switch
        {
            < 4 => ItemKind.Licence,
            < 6 => ItemKind.OtherPower,
            6 or 8 => ItemKind.Convenience,
            _ => ItemKind.PublicService,
        };
        var statutory = kind == ItemKind.Convenience ? (int?)null : 5 + (number % 4 * 5);
        var item = new ServiceItem { Code = string.Create(CultureInfo.InvariantCulture, $"38{(int)kind}{number:00000}") };
        item.Versions.Add(
            new()
            {
                Name = s_matters[matter] + s_actions[action] + s_applicants[applicants],
                Kind = kind,
                UnitId = departmentId,
                StatutoryLimit = statutory,
                PromisedLimit = statutory is { } limit ? Math.Max(1, limit * (2 + (number % 5)) / 10) : null,
                Instant = statutory is null,
                Process = kind == ItemKind.Licence ? "3+1" : null,
            }
        );
        return item;
    }
}
