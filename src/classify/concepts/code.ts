// The ideas of programming: languages, their parts, errors, and what a developer asks to be done with them.
import { concept } from './concept.ts'

export const codeConcepts = [
  concept('programming language',
    `python python3 javascript js typescript java kotlin swift golang rust c++ cpp c# csharp php ruby perl scala haskell
     matlab fortran cobol bash powershell html css html5 css3 lua dart julia assembly solidity vba r_language elixir clojure
     in_go using_go golang scss xml yaml latex prolog lisp erlang groovy nodejs node.js`,
    `بايثون البايثون جافا جافاسكربت جافاسكريبت جافا_سكريبت تايبسكريبت روبي سويفت كوتلن دارت راست سي++ سي_شارب سي_بلس_بلس بي_اتش_بي باش
     اتش_تي_ام_ال ماتلاب لغة_سي لغة_البرمجة لغات_البرمجة لغة_برمجة`,
    `c语言 java python javascript html css c++ c# php shell脚本 编程语言 汇编 r语言 go语言 易语言`),
  concept('framework or library',
    `react angular vue vuejs svelte django flask fastapi spring laravel rails express numpy pandas pytorch tensorflow keras
     sklearn scikit-learn matplotlib seaborn jquery bootstrap tailwind flutter webpack vite nextjs next.js nuxt redux graphql
     opencv selenium beautifulsoup asyncio pytest junit jest hibernate symfony xamarin unity unreal .net dotnet spark hadoop
     opengl qt tkinter pygame streamlit langchain axios prisma sequelize mongoose electron three.js wordpress sqlalchemy`,
    `رياكت ريأكت انجولار فلاتر جانغو جانجو لارافيل نود فلاسك باندas باندا_س تنسرفلو يونيتي ووردبريس`,
    `框架 依赖库 第三方库 爬虫 小程序 前端 后端`),
  concept('database',
    `sql mysql postgres postgresql sqlite mongodb mongo redis oracle database db nosql elasticsearch dynamodb firestore mariadb
     stored_procedure inner_join left_join foreign_key primary_key index* orm query queries`,
    `قاعدة_بيانات قاعده_البيانات قواعد_البيانات قواعد_بيانات استعلام* داتابيز الداتابيز`,
    `数据库 查询语句 sql语句 存储过程 主键 外键 索引 建表`),
  concept('developer tool',
    `git github gitlab docker dockerfile kubernetes k8s npm pip yarn maven gradle makefile cmake nginx apache jenkins terraform ansible
     vscode eclipse intellij xcode jupyter regex regexp cron json api rest_api endpoint webhook jwt oauth cors localhost
     lambda webpack eslint linux ubuntu kubectl helm unit_test unit_tests ci/cd crontab makefile conda virtualenv venv`,
    `جيت_هب جيتهب جيت دوكر كوبرنيتيس سيرفر السيرفر لينكس اوبونتو ريبو الريبو ريجيكس تعبير_نمطي تعبيرات_نمطية واجهة_برمجية`,
    `接口 正则 正则表达式 容器 单元测试 部署 服务器 跨域 编译器 环境变量 命令行工具`),
  concept('program noun',
    `code function functions program script algorithm method class subroutine snippet codebase module library package app
     application component widget compiler interpreter parser crawler scraper plugin extension backend frontend software
     source_code pseudocode one-liner cli microservice middleware website web_page webpage chatbot`,
    `كود الكود اكواد كودي برنامج برنامجا برامج دالة دوال الدالة وظيفة_برمجية فنكشن الفنكشن سكريبت سكربت السكريبت خوارزمي* كلاس الكلاس شيفرة شفرة
     برمجة برمجي* برمج* مكتبة_برمجية تطبيق تطبيقا مبرمج* روتين سطر_برمجي موقع_ويب صفحة_ويب`,
    `函数 代码 程序 脚本 算法 编程 类 方法 模块 组件 插件 源码 伪代码 网页 网站 软件 应用程序 程序员`),
  concept('code part',
    `variable loop array arrays list tuple dictionary string integer boolean float pointer struct interface object instance
     constructor recursion recursive iterator iterate generator decorator callback promise async await thread mutex lambda
     closure inheritance polymorphism hashmap hashtable linked_list binary_tree binary_search stack queue heap graph
     dataframe return returns parameter argument null undefined boolean import enum generics regex namespace substring
     for_loop while_loop nested dict nodes subarray palindrome sorted sort* bitwise ascii`,
    `متغير متغيرات مصفوفة مصفوفات حلقة حلقة_for تكرار_عودي عودية تعاودي قائمة_مرتبطة سلسلة_نصية نصوص_برمجية كائن كائنات وراثة مؤشر مؤشرات قاموس
     مكدس طابور شجرة_ثنائية البحث_الثنائي فرز بارامتر معامل_الدالة لوب اراي ليست سترينج`,
    `变量 循环 数组 列表 元组 字典 字符串 整数 布尔 指针 结构体 对象 实例 构造函数 递归 迭代 线程 链表 二叉树 栈 队列 堆 返回值
     参数 排序 继承 多态 闭包 异步 回调 哈希 子串 回文 遍历 装饰器 斐波那契 冒泡 快速排序 质数`),
  concept('error',
    `error exception bug bugs crash crashes traceback stacktrace stack_trace segfault segmentation_fault nullpointerexception
     typeerror valueerror keyerror indexerror attributeerror syntaxerror importerror modulenotfounderror referenceerror
     undefined_is_not failing fails failed doesn't_work not_working not_work won't_compile warning deprecated timeout throws
     debug debugging infinite_loop memory_leak deadlock race_condition build_fails errno enoent 404 500 stack_overflow`,
    `خطأ الخطأ خطا اخطاء مشكلة ايرور ارور الايرور استثناء باج الباج بق ما_يشتغل مش_شغال مابيشتغل مش_راضي ما_عم_يشتغل ماخدامش مكيخدمش لا_يعمل
     لا_تعمل مايشتغل يعلق كراش معطل ما_كيخدمش ما_بيشتغل`,
    `报错 错误 异常 崩溃 闪退 bug 调试 不工作 运行不了 编译失败 失败 死循环 内存泄漏 死锁 空指针 堆栈 不起作用 没反应`),
  concept('code action',
    `implement refactor debug compile deploy optimize optimise code_review fix parse deserialize serialize install configure
     initialize instantiate override unit-test porting rewrite_this_code run_this_code vectorize multithread benchmark lint
     commit merge rebase import export encode decode instantiate invoke declare iterate`,
    `نفذ_خوارزمية برمج* صلح* صلّح اصلح* أصلح حسن_الكود نصب ثبت اثبت تثبيت اربط ربط استدعي استدعاء ديباج ديبلوي رفع_الموقع`,
    `实现 重构 调试 编译 部署 优化 修复 改写 修改代码 补全 安装 配置 调用 导入 封装 注释 编写 运行结果`),
  concept('stack tooling question',
    `best_practice best_practices how_do_i_use how_to_use without_using time_complexity big_o o(n) o(1) space_complexity
     leetcode docstring test_case test_cases type_hint edge_cases return_value output_should example_input_output`,
    `تعقيد_زمني التعقيد_الزمني حالات_اختبار ليت_كود`,
    `时间复杂度 空间复杂度 测试用例 力扣 输入输出 示例输入 代码示例 给出示例代码`),
]
