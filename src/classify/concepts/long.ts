// The ideas of length: whole books, thousands of words, every chapter, large documents to be read.
import { concept } from './concept.ts'

export const longConcepts = [
  concept('long form',
    `novel novella book ebook thesis dissertation whitepaper white_paper screenplay full-length handbook memoir
     research_paper term_paper literature_review encyclopedia monograph multi-chapter saga trilogy textbook comprehensive_guide`,
    `رواية الرواية كتابا كتاب بحث بحثا دراسة اطروحة رسالة_ماجستير رسالة_دكتوراه سيناريو تقريرا_مفصلا موسوعة دليل_شامل مذكرات ملحمة تقرير_مطول
     بحث_كامل بحث_تخرج`,
    `小说 长篇 论文 专著 剧本 白皮书 综述 毕业论文 文献综述 调研报告 研究报告 长文 连载 教材 手册 一本书 万字 中篇`),
  concept('length unit',
    `word words chapter chapters page pages episodes volumes sections wordcount word_count`,
    `كلمة كلمه كلمات صفحة صفحات صفحه فصل فصول فصلا حلقة حلقات جزءا باب ابواب اجزاء`,
    `字 千字 万字 字以上 章 页 集 卷 章节 字左右 字数`),
  concept('long quality',
    `lengthy very_long really_long super_long so_long as_long_as_possible long_form long_story long_article long_essay long_detailed extensive in-depth comprehensive exhaustive detailed at_least no_less_than minimum_of extended
     thorough expand elaborate complete full entire whole each_chapter`,
    `طويل طويلة طويلا مطول مطولة مطولا شامل شاملة شاملا مفصل مفصلة مفصلا بالتفصيل_الممل لا_يقل_عن لا_تقل_عن على_الاقل موسع كامل كاملة متكامل
     توسع كثير_طويل طويل_جدا طويل_قوي مرة_طويل بزاف_طويل`,
    `长篇 不少于 至少 详细 详尽 全面 完整 扩写 扩展成 以上 超长 深入 万字 很长`),
  concept('big number of units',
    `thousand thousands 1000 1,000 1500 2000 2,000 2500 3000 3,000 4000 5000 5,000 6000 7000 8000 10000 10,000 20000 20,000 50000 100000
     hundred_pages`,
    `الف آلاف الاف ألفي الفين ألفين ١٠٠٠ ٢٠٠٠ ٣٠٠٠ ٥٠٠٠ ١٠٠٠٠ مئة_صفحة`,
    `千字 一万字 两万字 三千字 五千字 八千字 几万字 上万字 百页`),
  concept('long document input',
    `entire_document whole_document full_transcript this_contract attached_document the_transcript this_book the_whole_report following_report
     entire_codebase long_document meeting_transcript these_documents all_chapters`,
    `الوثيقة_كاملة هذا_العقد المستند_كامل النص_الكامل كامل_الكتاب التقرير_كاملا المستندات_التالية`,
    `全文 整本书 整份 这份合同 完整文档 会议记录 以下文档 长文档 全书`),
]
