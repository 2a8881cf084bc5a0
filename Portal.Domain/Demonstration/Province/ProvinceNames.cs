namespace Portal.Domain.Demonstration.Province;

/// <summary>
/// Generates place names. Those of cities, districts and streets differ within the province, those of communities within their street.
/// </summary>
internal sealed class ProvinceNames
{
    public const string Province = "临海省";
    public const string ProvinceShort = "省";

    private const string First =
        "安宝长昌朝成崇春大德东丰凤福富高古广桂海和红华惠吉建江金锦景静开兰乐莲灵龙梅美明南宁平清泉仁荣瑞三上石双水顺松泰天桐万文西仙新兴秀延阳永玉元云";
    private const string Second = "坝滨城川岛峰港岗沟关河湖井口岭林楼门坪浦桥沙山滩塘田屯湾溪霞洋源月庄津坡寨坂埔墩埠洞畔台岩屏洲";

    private int _next;

    /// <summary>The names of a government's departments, without the government's name.</summary>
    public static IReadOnlyList<string> Departments { get; } =
    [
        "市场监督管理局",
        "公安局",
        "民政局",
        "人力资源和社会保障局",
        "自然资源局",
        "住房和城乡建设局",
        "交通运输局",
        "农业农村局",
        "卫生健康局",
        "教育局",
        "生态环境局",
        "水利局",
        "商务局",
        "文化和旅游局",
        "应急管理局",
        "税务局",
        "医疗保障局",
        "退役军人事务局",
        "发展和改革局",
        "财政局",
        "科学技术局",
        "司法局",
        "审计局",
        "统计局",
        "林业局",
        "城市管理局",
        "体育局",
        "气象局",
        "档案局",
        "行政服务中心",
    ];

    private static int Combinations => First.Length * Second.Length;

    /// <summary>The next unused name; the names repeat after <see cref="Combinations"/>.</summary>
    public string Next() => At(_next++);

    /// <param name="street">The index of the street in the province.</param>
    /// <param name="number">The number of the community in the street, from 1.</param>
    public static string OfCommunity(int street, int number) => At((street * 1_009) + number);

    // The step is coprime to the number of combinations, so every combination comes once before any repeats.
    private static string At(int number)
    {
        var scattered = (int)((long)number * 1_597 % Combinations);
        return string.Concat(First.AsSpan(scattered / Second.Length, 1), Second.AsSpan(scattered % Second.Length, 1));
    }
}
